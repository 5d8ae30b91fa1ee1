SELECT id, sandbox, artifact, disposition, create_time, expire_time, max_downloads, downloads, revoke_time
FROM share_links WHERE artifact = $1 AND sandbox = $2 AND id < $3 ORDER BY id DESC LIMIT $4
