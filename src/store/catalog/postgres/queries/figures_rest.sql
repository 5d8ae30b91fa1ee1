SELECT (
           SELECT count(*) FROM sessions
           WHERE ($2 IS NULL OR sandbox = $2) AND end_time IS NULL AND expire_time > $1
       ) AS sessions,
       (SELECT count(*) FROM uploads WHERE ($2 IS NULL OR sandbox = $2) AND deadline > $1 AND state < 2) AS uploads
