SELECT (SELECT count(*) FROM artifacts WHERE expire_time <= $1)
        + (
            SELECT count(*)
            FROM sessions AS s
                JOIN artifacts AS a ON a.sandbox = s.sandbox AND a.scope = 0 AND a.owner = s.uid
            WHERE s.over_time <= $1 AND NOT s.swept AND (a.expire_time IS NULL OR a.expire_time > $1)
        ) AS artifacts,
       (SELECT count(*) FROM sessions WHERE over_time <= $1 AND NOT swept) AS sessions,
       (SELECT count(*) FROM uploads WHERE deadline <= $1 AND state < 2) AS uploads,
       (SELECT count(*) FROM garbage WHERE free_after <= $1) AS garbage,
       (SELECT coalesce(sum(size), 0)::bigint FROM garbage WHERE free_after <= $1) AS garbage_bytes
