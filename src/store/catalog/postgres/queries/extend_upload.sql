UPDATE uploads SET deadline = $2 WHERE id = $1 AND NOT claimed
