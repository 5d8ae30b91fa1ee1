INSERT INTO artifacts (
    id, sandbox, scope, owner, filename, mime, summary, meta, revision, create_time, update_time, expire_time,
    version, size, crc32c, sha256, verified, store, blob_key, inline
) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
