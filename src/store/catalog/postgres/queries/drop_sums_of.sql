DELETE FROM block_sums WHERE blob_key = ANY($1)
