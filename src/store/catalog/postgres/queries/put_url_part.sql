INSERT INTO parts (upload, number, epoch, begins, size, crc32c, tag, sums)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (upload, number) DO UPDATE
SET epoch = excluded.epoch, begins = excluded.begins, size = excluded.size, crc32c = excluded.crc32c,
    tag = excluded.tag, sums = excluded.sums
WHERE excluded.epoch > parts.epoch
