DELETE FROM artifacts
WHERE id IN (
    SELECT o.id
    FROM (
        SELECT uid, sandbox, over_time FROM sessions INDEXED BY sessions_to_sweep
        WHERE over_time <= ?1 AND swept = 0 ORDER BY over_time LIMIT ?2
    ) AS over
    CROSS JOIN artifacts AS o INDEXED BY artifacts_of_owner
        ON o.sandbox = over.sandbox AND o.scope = 0 AND o.owner = over.uid
    LIMIT ?2
)
RETURNING id, sandbox, scope, owner, meta
