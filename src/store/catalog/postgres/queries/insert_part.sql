INSERT INTO parts (upload, number, epoch, begins, size, crc32c, tag, sums)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
