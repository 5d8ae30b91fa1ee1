UPDATE uploads SET epoch = epoch + 1, update_time = $2, deadline = $3 WHERE id = $1
