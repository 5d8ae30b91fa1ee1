-- An upload that is being committed is passed over.
UPDATE uploads
SET claimed = TRUE
WHERE id IN (
    SELECT id FROM uploads WHERE deadline <= $1 AND state < 2 ORDER BY deadline LIMIT $2 FOR UPDATE SKIP LOCKED
)
RETURNING id, store, blob_key
