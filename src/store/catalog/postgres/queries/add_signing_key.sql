INSERT INTO signing_keys (id, secret, from_time) VALUES ($1, $2, $3)
