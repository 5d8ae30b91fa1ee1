DELETE FROM artifacts WHERE id = ANY($1) RETURNING id, sandbox, scope, owner, meta
