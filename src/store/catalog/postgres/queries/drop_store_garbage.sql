DELETE FROM garbage WHERE store = $1 RETURNING blob_key
