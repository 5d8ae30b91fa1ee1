SELECT id, secret FROM signing_keys WHERE until_time IS NULL OR until_time > $1 ORDER BY id
