UPDATE blobs SET state = 1, size = ?, modified = ? WHERE id = ? AND state = 0
