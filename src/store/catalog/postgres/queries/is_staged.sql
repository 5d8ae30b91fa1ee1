SELECT 1 AS known FROM staged_blobs WHERE blob_key = $1
