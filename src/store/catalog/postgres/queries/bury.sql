-- What ended by a deletion leaves no tombstone; what had expired before its session was deleted does.
-- $3 is how long one stands. LEAST passes over what is NULL.
INSERT INTO tombstones (artifact, sandbox, scope, owner, expired_at, drop_after)
SELECT a.id, a.sandbox, a.scope, a.owner, LEAST(a.expire_time, s.over_time), LEAST(a.expire_time, s.over_time) + $3
FROM artifacts AS a LEFT JOIN sessions AS s ON a.scope = 0 AND s.uid = a.owner
WHERE a.id = ANY($1)
    AND (s.end_time IS NULL OR a.expire_time <= s.end_time)
    AND LEAST(a.expire_time, s.over_time) + $3 > $2
ON CONFLICT (artifact) DO NOTHING
