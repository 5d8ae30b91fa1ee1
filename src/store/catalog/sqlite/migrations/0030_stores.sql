-- Stores that rows may name. kind is the backend's; boot says of which process's memory it is.
CREATE TABLE stores (
    name    TEXT    NOT NULL PRIMARY KEY,
    kind    TEXT    NOT NULL,
    address BLOB    NOT NULL,
    boot    INTEGER,
    adopted INTEGER
) WITHOUT ROWID;
