-- One blob: `state` is 0 while it is being written, 1 when it is whole, 2 while it is being freed.
CREATE TABLE blobs (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL,
    state INTEGER NOT NULL,
    size INTEGER NOT NULL,
    row_size INTEGER NOT NULL,
    modified INTEGER NOT NULL
) STRICT;
CREATE INDEX blobs_by_key ON blobs (key, state);
CREATE UNIQUE INDEX blobs_whole ON blobs (key) WHERE state = 1;

-- Its bytes: rows of `row_size`, the last one shorter.
CREATE TABLE chunks (
    blob INTEGER NOT NULL,
    number INTEGER NOT NULL,
    bytes BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX chunks_by_number ON chunks (blob, number);

-- Whose the store is: the catalog's id.
CREATE TABLE mark (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    catalog TEXT NOT NULL
) STRICT;

-- What the next step of the schema begins from: see `VERSION` in sqlite.rs.
PRAGMA user_version = 1;
