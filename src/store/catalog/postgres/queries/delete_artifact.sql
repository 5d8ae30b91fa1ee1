DELETE FROM artifacts WHERE id = $1
