DELETE FROM artifacts WHERE store = $1 RETURNING id, sandbox, scope, owner, meta, blob_key
