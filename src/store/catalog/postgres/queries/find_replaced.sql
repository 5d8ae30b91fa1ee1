SELECT version, size, crc32c, sha256, verified, store, blob_key, inline
FROM garbage
WHERE artifact = $1 AND version = $2 AND sandbox = $3 AND why = 'replaced'
