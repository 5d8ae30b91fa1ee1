DELETE FROM garbage WHERE store = ?1
