UPDATE share_links SET revoke_time = $3
WHERE id = $1 AND sandbox = $2 AND revoke_time IS NULL
    AND (expire_time IS NULL OR expire_time > $3)
    AND (max_downloads IS NULL OR max_downloads > downloads)
RETURNING id, sandbox, artifact, disposition, create_time, expire_time, max_downloads, downloads, revoke_time
