DELETE FROM staged_blobs WHERE blob_key = $1
