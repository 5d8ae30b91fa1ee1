SELECT id, sandbox, artifact, disposition, create_time, expire_time, max_downloads, downloads, revoke_time
FROM share_links WHERE hash = $1
