UPDATE uploads SET persisted = $2, hasher = coalesce($3, hasher), closed = $4, update_time = $5, handle = coalesce($6, handle) WHERE id = $1
