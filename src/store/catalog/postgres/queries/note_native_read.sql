INSERT INTO native_reads (blob_key, artifact, until_time)
SELECT $1, $2, $3::bigint FROM artifacts WHERE id = $2 AND blob_key = $1 FOR SHARE
ON CONFLICT (blob_key) DO UPDATE SET until_time = greatest(native_reads.until_time, excluded.until_time)
