UPDATE artifacts
SET filename = $2, mime = $3, summary = $4, meta = $5, revision = $6, update_time = $7, expire_time = $8,
    version = $9, size = $10, crc32c = $11, sha256 = $12, verified = $13, store = $14, blob_key = $15, inline = $16
WHERE id = $1
