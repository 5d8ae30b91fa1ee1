SELECT store, blob_key FROM staged_blobs WHERE until_time <= ?1 ORDER BY until_time LIMIT ?2
