SELECT 1 FROM uploads WHERE id = ?1 AND claimed = 0 AND deadline > ?2 AND (kind = 0 OR state = 1)
