SELECT number, epoch, begins, size, crc32c, tag, sums FROM parts WHERE upload = $1 ORDER BY number
