-- All of it, due or not; $1, the time, is not asked for.
SELECT store, coalesce(sum(size), 0)::bigint AS bytes
FROM garbage
WHERE ($2 IS NULL OR sandbox = $2) AND $1 IS NOT NULL
GROUP BY store
ORDER BY store
