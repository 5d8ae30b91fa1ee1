UPDATE uploads SET persisted = $2, hasher = coalesce($3, hasher), closed = $4, update_time = $5 WHERE id = $1
