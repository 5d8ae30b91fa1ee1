-- All at once: each statement is a way to the server, and the upload's row is locked meanwhile.
INSERT INTO parts (upload, number, epoch, begins, size, crc32c, tag, sums)
SELECT $1, number, epoch, begins, size, crc32c, tag, sums
FROM unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::text[], $8::bytea[])
    AS p (number, epoch, begins, size, crc32c, tag, sums)
