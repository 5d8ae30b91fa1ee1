DELETE FROM uploads
WHERE id IN (SELECT id FROM uploads WHERE deadline <= $1 AND state = 2 ORDER BY deadline LIMIT $2)
