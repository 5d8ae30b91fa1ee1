-- Due from now on, whatever becomes of who cancels it.
UPDATE uploads
SET claimed = TRUE, deadline = $2
WHERE id = $1 AND kind > 0 AND state < 2 AND NOT claimed AND deadline > $2
RETURNING id, store, blob_key
