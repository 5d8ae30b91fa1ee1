DELETE FROM uploads WHERE store = ?1
