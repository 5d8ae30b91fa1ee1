SELECT id, store, blob_key FROM uploads ORDER BY id LIMIT $1
