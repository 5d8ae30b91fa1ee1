UPDATE uploads SET state = 1, epoch = epoch + 1 WHERE id = $1
