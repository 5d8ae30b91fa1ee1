DELETE FROM block_sums
WHERE blob_key IN (
    SELECT blob_key FROM artifacts WHERE store = ?1
    UNION ALL SELECT blob_key FROM garbage WHERE store = ?1
    UNION ALL SELECT blob_key FROM uploads WHERE store = ?1
)
