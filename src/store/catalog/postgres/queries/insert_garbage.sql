INSERT INTO garbage (
    sandbox, artifact, why, free_after, version, size, crc32c, sha256, verified, store, blob_key, inline
)
SELECT sandbox, id, $2, $3, version, size, crc32c, sha256, verified, store, blob_key, inline
FROM artifacts
WHERE id = $1
