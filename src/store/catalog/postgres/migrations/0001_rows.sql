-- The tables of ../../sqlite/migrations, in one step. Times are microseconds since 1970, ids the 16 bytes of a UUID,
-- scopes 0 session, 1 user, 2 sandbox. An owner is a session's uid, a user's id as UTF-8, or empty for the sandbox
-- itself. Texts are compared by their bytes, whatever the database's own collation is: that order is the contract.

CREATE TABLE catalog_info (
    singleton BIGINT PRIMARY KEY CHECK (singleton = 1),
    id        TEXT COLLATE "C" NOT NULL
);

CREATE TABLE signing_keys (
    id         BIGINT PRIMARY KEY,
    secret     BYTEA  NOT NULL,
    from_time  BIGINT NOT NULL,
    until_time BIGINT
);

-- One row for each incarnation of a session.
CREATE TABLE sessions (
    uid         BYTEA   NOT NULL PRIMARY KEY,
    sandbox     TEXT    COLLATE "C" NOT NULL,
    id          TEXT    COLLATE "C" NOT NULL,
    "user"      TEXT    COLLATE "C",
    meta        TEXT    COLLATE "C" NOT NULL,
    create_time BIGINT  NOT NULL,
    update_time BIGINT  NOT NULL,
    expire_time BIGINT  NOT NULL,
    end_time    BIGINT,
    automatic   BOOLEAN NOT NULL,
    revision    BIGINT  NOT NULL,
    -- Is it the incarnation that its name stands for?
    current     BOOLEAN NOT NULL,
    -- Is it the automatic session that a write of its user goes to? Not the same as current: when another takes its
    -- place, the old name still says that it expired.
    standing    BOOLEAN NOT NULL,
    -- The sweep has seen that it is over and holds nothing: nothing can be put into it any more, so that a commit that
    -- is late by its own clock cannot leave a row that no sweep would find.
    swept       BOOLEAN NOT NULL DEFAULT FALSE,
    -- The moment from which it is over.
    over_time   BIGINT  NOT NULL GENERATED ALWAYS AS (LEAST(end_time, expire_time)) STORED
);

CREATE UNIQUE INDEX sessions_by_name ON sessions (sandbox, id) WHERE current;
CREATE UNIQUE INDEX sessions_standing ON sessions (sandbox, "user") WHERE standing;
CREATE INDEX sessions_by_user ON sessions (sandbox, "user", over_time) WHERE "user" IS NOT NULL;
CREATE INDEX sessions_to_sweep ON sessions (over_time) WHERE NOT swept;
CREATE INDEX sessions_swept ON sessions (over_time) WHERE swept;
-- The two orders in which sessions are listed.
CREATE INDEX sessions_by_age ON sessions (sandbox, create_time, uid);
CREATE INDEX sessions_of_user_by_age ON sessions (sandbox, "user", create_time, uid) WHERE "user" IS NOT NULL;

-- The content of the current version is part of the row.
CREATE TABLE artifacts (
    id          BYTEA   NOT NULL PRIMARY KEY,
    sandbox     TEXT    COLLATE "C" NOT NULL,
    scope       BIGINT  NOT NULL,
    owner       BYTEA   NOT NULL,
    filename    TEXT    COLLATE "C" NOT NULL,
    mime        TEXT    COLLATE "C" NOT NULL,
    summary     TEXT    COLLATE "C" NOT NULL,
    meta        TEXT    COLLATE "C" NOT NULL,
    revision    BIGINT  NOT NULL,
    create_time BIGINT  NOT NULL,
    update_time BIGINT  NOT NULL,
    expire_time BIGINT,
    version     BIGINT  NOT NULL,
    size        BIGINT  NOT NULL,
    crc32c      BIGINT,
    sha256      BYTEA,
    verified    BOOLEAN NOT NULL,
    store       TEXT    COLLATE "C" NOT NULL,
    blob_key    TEXT    COLLATE "C",
    inline      BYTEA
);

CREATE INDEX artifacts_of_owner ON artifacts (sandbox, scope, owner, filename, id);
-- For who may see everybody's: the one order that the index above does not give. The sandbox's own have one owner.
CREATE INDEX artifacts_of_everyone ON artifacts (sandbox, scope, filename, id) WHERE scope < 2;
CREATE INDEX artifacts_to_expire ON artifacts (expire_time) WHERE expire_time IS NOT NULL;
-- The orders besides file names. The owner stands last, so that others' entries are passed over without their rows.
CREATE INDEX artifacts_by_create_time ON artifacts (sandbox, scope, create_time, id, owner);
CREATE INDEX artifacts_by_update_time ON artifacts (sandbox, scope, update_time, id, owner);
CREATE INDEX artifacts_by_size ON artifacts (sandbox, scope, size, id, owner);

-- What metadata says, hashed: see terms.rs.
CREATE TABLE artifact_terms (
    sandbox  TEXT   COLLATE "C" NOT NULL,
    scope    BIGINT NOT NULL,
    owner    BYTEA  NOT NULL,
    term     BIGINT NOT NULL,
    artifact BYTEA  NOT NULL,
    PRIMARY KEY (sandbox, scope, owner, term, artifact)
);

-- Which version of the terms is on record. What does not match, or is not there, is filled anew by who opens it.
CREATE TABLE term_version (
    singleton BIGINT PRIMARY KEY CHECK (singleton = 1),
    version   BIGINT NOT NULL
);

-- CRC32C of the blocks of a blob: up to 1,024 in a row, four bytes each, big-endian.
CREATE TABLE block_sums (
    blob_key    TEXT   COLLATE "C" NOT NULL,
    first_block BIGINT NOT NULL,
    sums        BYTEA  NOT NULL,
    PRIMARY KEY (blob_key, first_block)
);

-- Content that is out of use. A number is never given twice, so that a late "it is freed" cannot mean another row.
CREATE TABLE garbage (
    id         BIGINT  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sandbox    TEXT    COLLATE "C" NOT NULL,
    artifact   BYTEA   NOT NULL,
    why        TEXT    COLLATE "C" NOT NULL CHECK (why IN ('replaced', 'deleted', 'expired')),
    free_after BIGINT  NOT NULL,
    version    BIGINT  NOT NULL,
    size       BIGINT  NOT NULL,
    crc32c     BIGINT,
    sha256     BYTEA,
    verified   BOOLEAN NOT NULL,
    store      TEXT    COLLATE "C" NOT NULL,
    blob_key   TEXT    COLLATE "C",
    inline     BYTEA
);

CREATE INDEX garbage_replaced ON garbage (artifact, version) WHERE why = 'replaced';
CREATE INDEX garbage_due ON garbage (free_after);
CREATE INDEX garbage_by_key ON garbage (blob_key) WHERE blob_key IS NOT NULL;

-- The keys of bytes that are being written.
CREATE TABLE uploads (
    id          BYTEA   NOT NULL PRIMARY KEY,
    artifact    BYTEA   NOT NULL,
    sandbox     TEXT    COLLATE "C" NOT NULL,
    scope       BIGINT  NOT NULL,
    owner       BYTEA   NOT NULL,
    store       TEXT    COLLATE "C" NOT NULL,
    blob_key    TEXT    COLLATE "C" NOT NULL,
    create_time BIGINT  NOT NULL,
    deadline    BIGINT  NOT NULL,
    -- The sweep was told to free its bytes: no commit may make them visible any more.
    claimed     BOOLEAN NOT NULL DEFAULT FALSE
);

CREATE INDEX uploads_due ON uploads (deadline);

-- What is kept of an artifact that expired and was swept.
CREATE TABLE tombstones (
    artifact   BYTEA  NOT NULL PRIMARY KEY,
    sandbox    TEXT   COLLATE "C" NOT NULL,
    scope      BIGINT NOT NULL,
    owner      BYTEA  NOT NULL,
    expired_at BIGINT NOT NULL,
    drop_after BIGINT NOT NULL
);

CREATE INDEX tombstones_outlived ON tombstones (drop_after);

-- What requests with an id were answered, kept for a day.
CREATE TABLE requests (
    sandbox     TEXT   COLLATE "C" NOT NULL,
    principal   TEXT   COLLATE "C" NOT NULL,
    method      TEXT   COLLATE "C" NOT NULL,
    id          BYTEA  NOT NULL,
    -- Which of many in one request, from 1 on; 0 is the request itself.
    item        BIGINT NOT NULL,
    fingerprint BYTEA  NOT NULL,
    answer      BYTEA  NOT NULL,
    drop_after  BIGINT NOT NULL,
    PRIMARY KEY (id, sandbox, principal, method, item)
);

CREATE INDEX requests_outlived ON requests (drop_after);

-- Who does what only one may do at a time. The epoch goes up with each change of hands.
CREATE TABLE leases (
    name       TEXT   COLLATE "C" NOT NULL PRIMARY KEY,
    holder     TEXT   COLLATE "C" NOT NULL,
    epoch      BIGINT NOT NULL,
    until_time BIGINT NOT NULL
);
