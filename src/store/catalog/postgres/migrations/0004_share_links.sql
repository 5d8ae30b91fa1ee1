-- Links by which anybody may read an artifact. The secret in a link's URL is not kept, only its SHA-256.
-- Dispositions are 0 attachment, 1 inline.
CREATE TABLE share_links (
    id            BYTEA  NOT NULL PRIMARY KEY,
    hash          BYTEA  NOT NULL,
    sandbox       TEXT   COLLATE "C" NOT NULL,
    artifact      BYTEA  NOT NULL,
    disposition   BIGINT NOT NULL,
    create_time   BIGINT NOT NULL,
    expire_time   BIGINT,
    max_downloads BIGINT,
    downloads     BIGINT NOT NULL DEFAULT 0,
    revoke_time   BIGINT,
    -- When the sweep looks at it next.
    look_time     BIGINT NOT NULL
);

CREATE UNIQUE INDEX share_links_by_hash ON share_links (hash);
CREATE INDEX share_links_of_artifact ON share_links (artifact, id);
CREATE INDEX share_links_to_look_at ON share_links (look_time);
