UPDATE sessions
SET meta = $2, expire_time = $3, update_time = $4, revision = $5
WHERE uid = $1
