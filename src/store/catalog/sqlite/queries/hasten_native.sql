UPDATE garbage SET free_after = min(free_after, ?1)
WHERE id IN (
    SELECT garbage.id FROM native_reads CROSS JOIN garbage ON garbage.blob_key = native_reads.blob_key
    WHERE native_reads.until_time > ?1
    AND NOT EXISTS (SELECT 1 FROM artifacts WHERE artifacts.id = native_reads.artifact)
    LIMIT ?2
)
RETURNING id, store, blob_key
