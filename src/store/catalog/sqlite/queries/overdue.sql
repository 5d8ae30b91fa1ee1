SELECT (SELECT count(*) FROM artifacts INDEXED BY artifacts_to_expire WHERE expire_time <= ?1)
        + (
            SELECT count(*)
            FROM sessions AS s INDEXED BY sessions_to_sweep
            CROSS JOIN artifacts AS a INDEXED BY artifacts_of_owner
                ON a.sandbox = s.sandbox AND a.scope = 0 AND a.owner = s.uid
            WHERE s.over_time <= ?1 AND s.swept = 0 AND (a.expire_time IS NULL OR a.expire_time > ?1)
        ) AS artifacts,
       (SELECT count(*) FROM sessions INDEXED BY sessions_to_sweep WHERE over_time <= ?1 AND swept = 0) AS sessions,
       (SELECT count(*) FROM uploads WHERE deadline <= ?1 AND state < 2) AS uploads,
       (SELECT count(*) FROM garbage WHERE free_after <= ?1) AS garbage,
       (SELECT coalesce(sum(size), 0) FROM garbage WHERE free_after <= ?1) AS garbage_bytes
