INSERT INTO blobs (id, key, state, size, row_size, modified) VALUES (?, ?, 0, 0, ?, 0)
