UPDATE uploads SET state = 2, answer = $2, update_time = $3 WHERE id = $1 AND kind > 0
