INSERT INTO sessions (
    uid, sandbox, id, "user", meta, create_time, update_time, expire_time, end_time, automatic, revision, current, standing
) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, TRUE, $12)
