-- Times are microseconds since 1970, ids the 16 bytes of a UUID, scopes 0 session, 1 user, 2 sandbox.
-- An owner is a session's uid, a user's id as UTF-8, or empty for the sandbox itself.

CREATE TABLE catalog_info (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    id   TEXT NOT NULL
);

CREATE TABLE signing_keys (
    id         INTEGER PRIMARY KEY,
    secret     BLOB    NOT NULL,
    from_time  INTEGER NOT NULL,
    until_time INTEGER
);

-- One row for each incarnation of a session.
CREATE TABLE sessions (
    uid         BLOB    NOT NULL PRIMARY KEY,
    sandbox     TEXT    NOT NULL,
    id          TEXT    NOT NULL,
    user        TEXT,
    meta        TEXT    NOT NULL,
    create_time INTEGER NOT NULL,
    update_time INTEGER NOT NULL,
    expire_time INTEGER NOT NULL,
    end_time    INTEGER,
    automatic   INTEGER NOT NULL,
    revision    INTEGER NOT NULL,
    -- 1 for the incarnation that its name stands for.
    current     INTEGER NOT NULL,
    -- 1 for the automatic session that a write of its user goes to. Not the same as current: when another takes its
    -- place, the old name still says that it expired.
    standing    INTEGER NOT NULL,
    -- 1 when the sweep has seen that it is over and holds nothing: nothing can be put into it any more, so that a
    -- commit that is late by its own clock cannot leave a row that no sweep would find.
    swept       INTEGER NOT NULL DEFAULT 0,
    -- The moment from which it is over.
    over_time   INTEGER NOT NULL AS (min(coalesce(end_time, expire_time), expire_time)) VIRTUAL
);

CREATE UNIQUE INDEX sessions_by_name ON sessions (sandbox, id) WHERE current = 1;
CREATE UNIQUE INDEX sessions_standing ON sessions (sandbox, user) WHERE standing = 1;
CREATE INDEX sessions_by_user ON sessions (sandbox, user, over_time) WHERE user IS NOT NULL;
CREATE INDEX sessions_to_sweep ON sessions (over_time) WHERE swept = 0;
CREATE INDEX sessions_swept ON sessions (over_time) WHERE swept = 1;

-- The content of the current version is part of the row; small content (inline) stands last, so that what reads the
-- other columns does not read it.
CREATE TABLE artifacts (
    id          BLOB    NOT NULL PRIMARY KEY,
    sandbox     TEXT    NOT NULL,
    scope       INTEGER NOT NULL,
    owner       BLOB    NOT NULL,
    filename    TEXT    NOT NULL,
    mime        TEXT    NOT NULL,
    summary     TEXT    NOT NULL,
    meta        TEXT    NOT NULL,
    revision    INTEGER NOT NULL,
    create_time INTEGER NOT NULL,
    update_time INTEGER NOT NULL,
    expire_time INTEGER,
    version     INTEGER NOT NULL,
    size        INTEGER NOT NULL,
    crc32c      INTEGER,
    sha256      BLOB,
    verified    INTEGER NOT NULL,
    store       TEXT    NOT NULL,
    blob_key    TEXT,
    inline      BLOB
);

CREATE INDEX artifacts_of_owner ON artifacts (sandbox, scope, owner, filename, id);
-- For who may see everybody's: the one order that the index above does not give. The sandbox's own have one owner.
CREATE INDEX artifacts_of_everyone ON artifacts (sandbox, scope, filename, id) WHERE scope < 2;
CREATE INDEX artifacts_to_expire ON artifacts (expire_time) WHERE expire_time IS NOT NULL;

-- CRC32C of the blocks of a blob: up to 1,024 in a row, four bytes each, big-endian.
CREATE TABLE block_sums (
    blob_key    TEXT    NOT NULL,
    first_block INTEGER NOT NULL,
    sums        BLOB    NOT NULL,
    PRIMARY KEY (blob_key, first_block)
);

-- Content that is out of use. A number is never given twice, so that a late "it is freed" cannot mean another row.
CREATE TABLE garbage (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    sandbox    TEXT    NOT NULL,
    artifact   BLOB    NOT NULL,
    why        TEXT    NOT NULL CHECK (why IN ('replaced', 'deleted', 'expired')),
    free_after INTEGER NOT NULL,
    version    INTEGER NOT NULL,
    size       INTEGER NOT NULL,
    crc32c     INTEGER,
    sha256     BLOB,
    verified   INTEGER NOT NULL,
    store      TEXT    NOT NULL,
    blob_key   TEXT,
    inline     BLOB
);

CREATE INDEX garbage_replaced ON garbage (artifact, version) WHERE why = 'replaced';
CREATE INDEX garbage_due ON garbage (free_after);

-- The keys of bytes that are being written.
CREATE TABLE uploads (
    id          BLOB    NOT NULL PRIMARY KEY,
    artifact    BLOB    NOT NULL,
    sandbox     TEXT    NOT NULL,
    scope       INTEGER NOT NULL,
    owner       BLOB    NOT NULL,
    store       TEXT    NOT NULL,
    blob_key    TEXT    NOT NULL,
    create_time INTEGER NOT NULL,
    deadline    INTEGER NOT NULL,
    -- 1 from when the sweep was told to free its bytes: no commit may make them visible any more.
    claimed     INTEGER NOT NULL DEFAULT 0
);

CREATE INDEX uploads_due ON uploads (deadline);

-- What is kept of an artifact that expired and was swept.
CREATE TABLE tombstones (
    artifact   BLOB    NOT NULL PRIMARY KEY,
    sandbox    TEXT    NOT NULL,
    scope      INTEGER NOT NULL,
    owner      BLOB    NOT NULL,
    expired_at INTEGER NOT NULL,
    drop_after INTEGER NOT NULL
) WITHOUT ROWID;

CREATE INDEX tombstones_outlived ON tombstones (drop_after);
