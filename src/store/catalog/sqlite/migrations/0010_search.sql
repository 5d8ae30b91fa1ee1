-- What metadata says, hashed: see terms.rs. An owner's terms lie together, so that a commit touches few pages.
CREATE TABLE artifact_terms (
    sandbox  TEXT    NOT NULL,
    scope    INTEGER NOT NULL,
    owner    BLOB    NOT NULL,
    term     INTEGER NOT NULL,
    artifact BLOB    NOT NULL,
    PRIMARY KEY (sandbox, scope, owner, term, artifact)
) WITHOUT ROWID;

-- Which version of the terms is on record. What does not match, or is not there, is filled anew by who opens it.
CREATE TABLE term_version (
    only    INTEGER PRIMARY KEY CHECK (only = 1),
    version INTEGER NOT NULL
);

-- The orders besides file names. An index that began with the owner would make each commit of many users touch pages
-- of its own; in these the times of all come in at one end. The owner stands last, so that others' entries are passed
-- over without their rows.
CREATE INDEX artifacts_by_create_time ON artifacts (sandbox, scope, create_time, id, owner);
CREATE INDEX artifacts_by_update_time ON artifacts (sandbox, scope, update_time, id, owner);
CREATE INDEX artifacts_by_size ON artifacts (sandbox, scope, size, id, owner);
