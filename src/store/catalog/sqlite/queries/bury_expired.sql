-- What ended by a deletion leaves no tombstone; what had expired before its session was deleted does.
-- ?3 is how long one stands.
INSERT INTO tombstones (artifact, sandbox, scope, owner, expired_at, drop_after)
SELECT a.id, a.sandbox, a.scope, a.owner,
       min(coalesce(a.expire_time, s.over_time), coalesce(s.over_time, a.expire_time)),
       min(coalesce(a.expire_time, s.over_time), coalesce(s.over_time, a.expire_time)) + ?3
FROM artifacts AS a LEFT JOIN sessions AS s ON a.scope = 0 AND s.uid = a.owner
WHERE a.id IN (
    SELECT id FROM artifacts INDEXED BY artifacts_to_expire WHERE expire_time <= ?1 ORDER BY expire_time LIMIT ?2
)
    AND (s.end_time IS NULL OR a.expire_time <= s.end_time)
    AND min(coalesce(a.expire_time, s.over_time), coalesce(s.over_time, a.expire_time)) + ?3 > ?1
ON CONFLICT (artifact) DO NOTHING
