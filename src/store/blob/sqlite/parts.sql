-- What one writer of a blob in parts wrote, under its epoch; epoch 0 says that the blob was begun. The chunks are under
-- its `id`, and their number is where they begin in the content. `closed` takes no more bytes.
CREATE TABLE segments (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    size INTEGER NOT NULL,
    modified INTEGER NOT NULL,
    closed INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX segments_by_key ON segments (key, epoch);

-- Which stretches of which segments a blob is made of that came in parts; its `row_size` is 0.
CREATE TABLE spans (
    blob INTEGER NOT NULL,
    begin INTEGER NOT NULL,
    size INTEGER NOT NULL,
    segment INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX spans_by_begin ON spans (blob, begin);
CREATE INDEX spans_by_segment ON spans (segment);

-- `VERSION` in sqlite.rs.
PRAGMA user_version = 2;
