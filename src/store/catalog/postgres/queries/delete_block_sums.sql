DELETE FROM block_sums WHERE blob_key = $1
