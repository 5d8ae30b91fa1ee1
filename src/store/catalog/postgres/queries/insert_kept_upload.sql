INSERT INTO uploads (
    id, kind, state, artifact, sandbox, scope, owner, goal, declared_size, declared_crc32c, declared_sha256, store,
    blob_key, handle, part_size, part_doubles, part_most, epoch, persisted, closed, hasher, create_time, update_time,
    deadline
)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)
