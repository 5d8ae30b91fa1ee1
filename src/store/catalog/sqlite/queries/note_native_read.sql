INSERT INTO native_reads (blob_key, artifact, until_time)
SELECT ?1, ?2, ?3 WHERE EXISTS (SELECT 1 FROM artifacts WHERE id = ?2 AND blob_key = ?1)
ON CONFLICT (blob_key) DO UPDATE SET until_time = max(until_time, excluded.until_time)
