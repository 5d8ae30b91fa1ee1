SELECT id, secret FROM signing_keys ORDER BY id
