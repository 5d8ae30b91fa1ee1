DELETE FROM uploads WHERE store = $1 RETURNING id, blob_key
