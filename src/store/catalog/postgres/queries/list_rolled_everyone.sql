-- A step finds the next live row by one seek, and says where the step after it begins: behind the row, or, where a
-- delimiter follows the prefix ($9 characters), behind all that the row's prefix rolls up: '0' comes next to '/'.
-- The steps are counted, since a recursion may not be limited here.
WITH RECURSIVE
steps (filename, id, step) AS (
    (
        SELECT n.filename, n.id, 1::bigint
        FROM artifacts AS n LEFT JOIN sessions AS s ON n.scope = 0 AND s.uid = n.owner
        WHERE n.sandbox = $2 AND n.scope = $3 AND n.scope < 2
            AND (n.filename, n.id) > ($4, $5) AND n.filename < $6
            AND (n.expire_time IS NULL OR n.expire_time > $1)
            AND (n.scope > 0 OR (s.end_time IS NULL AND s.expire_time > $1))
        ORDER BY n.filename, n.id
        LIMIT 1
    )
    UNION ALL
    SELECT next.filename, next.id, steps.step + 1
    FROM steps
        CROSS JOIN LATERAL (
            SELECT strpos(substr(steps.filename, $9::int + 1), '/') AS slash
        ) AS rest
        CROSS JOIN LATERAL (
            SELECT n.filename, n.id
            FROM artifacts AS n LEFT JOIN sessions AS s ON n.scope = 0 AND s.uid = n.owner
            WHERE n.sandbox = $2 AND n.scope = $3 AND n.scope < 2
                AND (n.filename, n.id) > (
                    CASE rest.slash
                        WHEN 0 THEN steps.filename
                        ELSE substr(steps.filename, 1, $9::int + rest.slash - 1) || '0'
                    END,
                    CASE rest.slash WHEN 0 THEN steps.id ELSE ''::bytea END
                )
                AND n.filename < $6
                AND (n.expire_time IS NULL OR n.expire_time > $1)
                AND (n.scope > 0 OR (s.end_time IS NULL AND s.expire_time > $1))
            ORDER BY n.filename, n.id
            LIMIT 1
        ) AS next
    WHERE steps.step < $7
)
SELECT a.id, a.sandbox, a.scope, a.owner, a.filename, a.mime, a.summary, a.meta, a.revision, a.create_time,
       a.update_time, a.expire_time, a.version, a.size, a.crc32c, a.sha256, a.verified, a.store, a.blob_key, NULL::bytea AS inline,
       s.uid AS session_uid, s.id AS session_id, s.user AS session_user, s.meta AS session_meta,
       s.create_time AS session_create_time, s.update_time AS session_update_time,
       s.expire_time AS session_expire_time, s.end_time AS session_end_time, s.automatic AS session_automatic,
       s.revision AS session_revision
FROM steps JOIN artifacts AS a ON a.id = steps.id
    LEFT JOIN sessions AS s ON a.scope = 0 AND s.uid = a.owner
ORDER BY a.filename, a.id
