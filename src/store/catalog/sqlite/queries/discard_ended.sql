-- Inline content goes with its row: there is nothing to free.
INSERT INTO garbage (
    sandbox, artifact, why, free_after, version, size, crc32c, sha256, verified, store, blob_key, inline
)
SELECT sandbox, id, 'expired', ?3, version, size, crc32c, sha256, verified, store, blob_key, NULL
FROM artifacts
WHERE blob_key IS NOT NULL AND id IN (
    SELECT o.id
    FROM (
        SELECT uid, sandbox, over_time FROM sessions INDEXED BY sessions_to_sweep
        WHERE over_time <= ?1 AND swept = 0 ORDER BY over_time LIMIT ?2
    ) AS over
    CROSS JOIN artifacts AS o INDEXED BY artifacts_of_owner
        ON o.sandbox = over.sandbox AND o.scope = 0 AND o.owner = over.uid
    LIMIT ?2
)
