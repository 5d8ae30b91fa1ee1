SELECT id FROM share_links WHERE look_time <= $1 ORDER BY look_time LIMIT $2 FOR UPDATE SKIP LOCKED
