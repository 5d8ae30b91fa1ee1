SELECT id, store, blob_key FROM garbage WHERE free_after <= $1 ORDER BY free_after LIMIT $2
