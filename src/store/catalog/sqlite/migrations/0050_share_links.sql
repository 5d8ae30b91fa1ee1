-- Links by which anybody may read an artifact. The secret in a link's URL is not kept, only its SHA-256.
-- Dispositions are 0 attachment, 1 inline.
CREATE TABLE share_links (
    id            BLOB    NOT NULL PRIMARY KEY,
    hash          BLOB    NOT NULL,
    sandbox       TEXT    NOT NULL,
    artifact      BLOB    NOT NULL,
    disposition   INTEGER NOT NULL,
    create_time   INTEGER NOT NULL,
    expire_time   INTEGER,
    max_downloads INTEGER,
    downloads     INTEGER NOT NULL DEFAULT 0,
    revoke_time   INTEGER,
    -- When the sweep looks at it next.
    look_time     INTEGER NOT NULL
);

CREATE UNIQUE INDEX share_links_by_hash ON share_links (hash);
CREATE INDEX share_links_of_artifact ON share_links (artifact, id);
CREATE INDEX share_links_to_look_at ON share_links (look_time);
