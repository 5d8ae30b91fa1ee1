SELECT first_block, sums
FROM block_sums
WHERE blob_key = $1 AND first_block >= $2 AND first_block < $3
ORDER BY first_block
