UPDATE share_links SET downloads = downloads + 1
WHERE id = $1 AND revoke_time IS NULL
    AND (expire_time IS NULL OR expire_time > $2)
    AND (max_downloads IS NULL OR max_downloads > downloads)
