-- Inline content goes with its row: there is nothing to free.
INSERT INTO garbage (
    sandbox, artifact, why, free_after, version, size, crc32c, sha256, verified, store, blob_key, inline
)
SELECT sandbox, id, 'expired', $2, version, size, crc32c, sha256, verified, store, blob_key, NULL
FROM artifacts
WHERE blob_key IS NOT NULL AND id = ANY($1)
