-- What a row says of an upload that outlives connections (kind 1, or 2 if its bytes go to a URL); of one in one go (kind
-- 0) there is no more to say than before.
ALTER TABLE uploads ADD COLUMN kind INTEGER NOT NULL DEFAULT 0;
-- 0 active, 1 sealed, 2 completed.
ALTER TABLE uploads ADD COLUMN state INTEGER NOT NULL DEFAULT 0;
-- What it is for, as JSON.
ALTER TABLE uploads ADD COLUMN goal TEXT NOT NULL DEFAULT '';
ALTER TABLE uploads ADD COLUMN declared_size INTEGER;
ALTER TABLE uploads ADD COLUMN declared_crc32c INTEGER;
ALTER TABLE uploads ADD COLUMN declared_sha256 BLOB;
-- The store's own name for it.
ALTER TABLE uploads ADD COLUMN handle TEXT;
ALTER TABLE uploads ADD COLUMN part_size INTEGER NOT NULL DEFAULT 0;
ALTER TABLE uploads ADD COLUMN part_doubles INTEGER NOT NULL DEFAULT 0;
ALTER TABLE uploads ADD COLUMN part_most INTEGER NOT NULL DEFAULT 0;
ALTER TABLE uploads ADD COLUMN epoch INTEGER NOT NULL DEFAULT 0;
ALTER TABLE uploads ADD COLUMN next_part INTEGER NOT NULL DEFAULT 1;
ALTER TABLE uploads ADD COLUMN persisted INTEGER NOT NULL DEFAULT 0;
ALTER TABLE uploads ADD COLUMN closed INTEGER NOT NULL DEFAULT 0;
-- Where the hasher stands at the persisted offset.
ALTER TABLE uploads ADD COLUMN hasher BLOB;
ALTER TABLE uploads ADD COLUMN update_time INTEGER NOT NULL DEFAULT 0;
-- What its completion was answered.
ALTER TABLE uploads ADD COLUMN answer BLOB;

CREATE INDEX uploads_of_owner ON uploads (sandbox, scope, owner, id) WHERE kind > 0;

-- The parts that count.
CREATE TABLE parts (
    upload  BLOB    NOT NULL,
    number  INTEGER NOT NULL,
    epoch   INTEGER NOT NULL,
    begins  INTEGER NOT NULL,
    size    INTEGER NOT NULL,
    crc32c  INTEGER NOT NULL,
    tag     TEXT    NOT NULL,
    -- CRC32C of the blocks that were closed in it, packed as in block_sums.
    sums    BLOB    NOT NULL,
    PRIMARY KEY (upload, number)
);
