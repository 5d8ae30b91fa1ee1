INSERT INTO staged_blobs (blob_key, store, until_time) VALUES ($1, $2, $3)
ON CONFLICT (blob_key) DO UPDATE SET until_time = greatest(staged_blobs.until_time, excluded.until_time)
