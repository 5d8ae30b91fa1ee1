UPDATE sessions SET standing = 0 WHERE sandbox = ?1 AND user = ?2 AND standing = 1
