UPDATE share_links SET look_time = $2 WHERE id = ANY($1)
