UPDATE garbage SET free_after = least(free_after, $2)
WHERE id IN (
    SELECT garbage.id FROM native_reads JOIN garbage ON garbage.blob_key = native_reads.blob_key
    WHERE native_reads.artifact = $1 AND native_reads.until_time > $2
    AND NOT EXISTS (SELECT 1 FROM artifacts WHERE artifacts.id = native_reads.artifact)
    LIMIT $3
)
RETURNING id, store, blob_key
