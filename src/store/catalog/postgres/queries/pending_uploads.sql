SELECT id, store, blob_key FROM uploads WHERE kind = 0 ORDER BY id LIMIT $1
