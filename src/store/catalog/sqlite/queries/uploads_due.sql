SELECT id FROM uploads WHERE deadline <= ?1 ORDER BY deadline LIMIT 1
