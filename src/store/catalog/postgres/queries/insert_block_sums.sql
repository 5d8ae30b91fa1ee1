INSERT INTO block_sums (blob_key, first_block, sums) VALUES ($1, $2, $3)
