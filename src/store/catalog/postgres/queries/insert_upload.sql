INSERT INTO uploads (id, artifact, sandbox, scope, owner, store, blob_key, create_time, deadline)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
