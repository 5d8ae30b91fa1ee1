UPDATE uploads
SET persisted = $2, hasher = $3, closed = $4, next_part = next_part + 1, update_time = $5, deadline = $6
WHERE id = $1
