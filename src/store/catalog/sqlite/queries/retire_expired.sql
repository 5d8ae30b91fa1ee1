DELETE FROM artifacts
WHERE id IN (
    SELECT id FROM artifacts INDEXED BY artifacts_to_expire WHERE expire_time <= ?1 ORDER BY expire_time LIMIT ?2
)
RETURNING id, sandbox, scope, owner, meta
