SELECT EXISTS (SELECT 1 FROM artifacts WHERE id = $2 AND blob_key = $1)
    OR EXISTS (SELECT 1 FROM garbage WHERE blob_key = $1)
    OR EXISTS (SELECT 1 FROM uploads WHERE id = $3) AS known
