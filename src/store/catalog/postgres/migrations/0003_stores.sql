-- Stores that rows may name. kind is the backend's; boot says of which process's memory it is.
CREATE TABLE stores (
    name    TEXT   COLLATE "C" NOT NULL PRIMARY KEY,
    kind    TEXT   COLLATE "C" NOT NULL,
    address BYTEA  NOT NULL,
    boot    BIGINT,
    adopted BIGINT
);
