SELECT a.scope, a.store, count(*) AS artifacts, coalesce(sum(a.size), 0)::bigint AS bytes
FROM artifacts AS a LEFT JOIN sessions AS s ON a.scope = 0 AND s.uid = a.owner
WHERE ($2 IS NULL OR a.sandbox = $2)
    AND (a.expire_time IS NULL OR a.expire_time > $1)
    AND (a.scope > 0 OR (s.end_time IS NULL AND s.expire_time > $1))
GROUP BY a.scope, a.store
ORDER BY a.scope, a.store
