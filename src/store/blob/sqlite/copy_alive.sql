SELECT id FROM blobs WHERE id = ? AND state = 0
