UPDATE uploads SET epoch = epoch + 1, next_part = next_part + 1 WHERE id = $1
