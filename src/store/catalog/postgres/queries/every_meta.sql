SELECT id, sandbox, scope, owner, meta FROM artifacts WHERE id > $1 ORDER BY id LIMIT $2
