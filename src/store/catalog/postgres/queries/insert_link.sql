INSERT INTO share_links (
    id, hash, sandbox, artifact, disposition, create_time, expire_time, max_downloads, look_time
) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
