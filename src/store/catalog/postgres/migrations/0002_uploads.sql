-- What a row says of an upload that outlives connections (kind 1, or 2 if its bytes go to a URL); of one in one go
-- (kind 0) there is no more to say than before.
ALTER TABLE uploads
    ADD COLUMN kind            BIGINT  NOT NULL DEFAULT 0,
    -- 0 active, 1 sealed, 2 completed.
    ADD COLUMN state           BIGINT  NOT NULL DEFAULT 0,
    -- What it is for, as JSON.
    ADD COLUMN goal            TEXT    COLLATE "C" NOT NULL DEFAULT '',
    ADD COLUMN declared_size   BIGINT,
    ADD COLUMN declared_crc32c BIGINT,
    ADD COLUMN declared_sha256 BYTEA,
    -- The store's own name for it.
    ADD COLUMN handle          TEXT    COLLATE "C",
    ADD COLUMN part_size       BIGINT  NOT NULL DEFAULT 0,
    ADD COLUMN part_doubles    BIGINT  NOT NULL DEFAULT 0,
    ADD COLUMN part_most       BIGINT  NOT NULL DEFAULT 0,
    ADD COLUMN epoch           BIGINT  NOT NULL DEFAULT 0,
    ADD COLUMN next_part       BIGINT  NOT NULL DEFAULT 1,
    ADD COLUMN persisted       BIGINT  NOT NULL DEFAULT 0,
    ADD COLUMN closed          BOOLEAN NOT NULL DEFAULT FALSE,
    -- Where the hasher stands at the persisted offset.
    ADD COLUMN hasher          BYTEA,
    ADD COLUMN update_time     BIGINT  NOT NULL DEFAULT 0,
    -- What its completion was answered.
    ADD COLUMN answer          BYTEA;

CREATE INDEX uploads_of_owner ON uploads (sandbox, scope, owner, id) WHERE kind > 0;

-- The parts that count.
CREATE TABLE parts (
    upload BYTEA  NOT NULL,
    number BIGINT NOT NULL,
    epoch  BIGINT NOT NULL,
    begins BIGINT NOT NULL,
    size   BIGINT NOT NULL,
    crc32c BIGINT NOT NULL,
    tag    TEXT   COLLATE "C" NOT NULL,
    -- CRC32C of the blocks that were closed in it, packed as in block_sums.
    sums   BYTEA  NOT NULL,
    PRIMARY KEY (upload, number)
);
