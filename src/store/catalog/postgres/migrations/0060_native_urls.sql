-- Content that can be read by a URL to the store itself, and until when.
CREATE TABLE native_reads (
    blob_key   TEXT   COLLATE "C" NOT NULL PRIMARY KEY,
    artifact   BYTEA  NOT NULL,
    until_time BIGINT NOT NULL
);

CREATE INDEX native_reads_of ON native_reads (artifact);
CREATE INDEX native_reads_until ON native_reads (until_time);

-- Keys beside which something may be put by a URL to the store itself; the object that was taken, once one was.
CREATE TABLE staged_blobs (
    blob_key   TEXT   COLLATE "C" NOT NULL PRIMARY KEY,
    store      TEXT   COLLATE "C" NOT NULL,
    until_time BIGINT NOT NULL,
    etag       TEXT   COLLATE "C"
);

CREATE INDEX staged_blobs_until ON staged_blobs (until_time);
