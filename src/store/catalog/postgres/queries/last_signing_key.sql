SELECT max(id) AS id FROM signing_keys
