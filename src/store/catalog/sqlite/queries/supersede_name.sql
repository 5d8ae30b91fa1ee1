UPDATE sessions SET current = 0 WHERE sandbox = ?1 AND id = ?2 AND current = 1
