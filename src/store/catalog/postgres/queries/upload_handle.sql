SELECT handle FROM uploads WHERE id = $1 AND kind > 0
