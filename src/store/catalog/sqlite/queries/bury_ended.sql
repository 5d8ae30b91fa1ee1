-- What ended by a deletion leaves no tombstone; what had expired before its session was deleted does.
-- ?3 is how long one stands.
INSERT INTO tombstones (artifact, sandbox, scope, owner, expired_at, drop_after)
SELECT a.id, a.sandbox, a.scope, a.owner,
       min(coalesce(a.expire_time, s.over_time), coalesce(s.over_time, a.expire_time)),
       min(coalesce(a.expire_time, s.over_time), coalesce(s.over_time, a.expire_time)) + ?3
FROM artifacts AS a LEFT JOIN sessions AS s ON a.scope = 0 AND s.uid = a.owner
WHERE a.id IN (
    SELECT o.id
    FROM (
        SELECT uid, sandbox, over_time FROM sessions INDEXED BY sessions_to_sweep
        WHERE over_time <= ?1 AND swept = 0 ORDER BY over_time LIMIT ?2
    ) AS over
    CROSS JOIN artifacts AS o INDEXED BY artifacts_of_owner
        ON o.sandbox = over.sandbox AND o.scope = 0 AND o.owner = over.uid
    LIMIT ?2
)
    AND (s.end_time IS NULL OR a.expire_time <= s.end_time)
    AND min(coalesce(a.expire_time, s.over_time), coalesce(s.over_time, a.expire_time)) + ?3 > ?1
ON CONFLICT (artifact) DO NOTHING
