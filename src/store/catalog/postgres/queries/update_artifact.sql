UPDATE artifacts
SET filename = $2, mime = $3, summary = $4, meta = $5, revision = $6, update_time = $7, expire_time = $8
WHERE id = $1
