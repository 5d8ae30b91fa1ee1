DELETE FROM artifact_terms
WHERE sandbox = $1 AND scope = $2 AND owner = $3 AND artifact = $4 AND term = ANY($5)
