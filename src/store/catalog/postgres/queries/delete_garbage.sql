DELETE FROM garbage WHERE id = $1
