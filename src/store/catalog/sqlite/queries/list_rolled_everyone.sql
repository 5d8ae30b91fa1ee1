-- A step finds the next live row by one seek, and says where the step after it begins: behind the row, or, where a
-- delimiter follows the prefix (?9 characters), behind all that the row's prefix rolls up: '0' comes next to '/'.
WITH RECURSIVE
steps (place) AS (
    SELECT (
        SELECT n.rowid
        FROM artifacts AS n INDEXED BY artifacts_of_everyone LEFT JOIN sessions AS s ON n.scope = 0 AND s.uid = n.owner
        WHERE n.sandbox = ?2 AND n.scope = ?3 AND n.scope < 2
            AND (n.filename, n.id) > (?4, ?5) AND n.filename < ?6
            AND (n.expire_time IS NULL OR n.expire_time > ?1)
    AND (n.scope > 0 OR (s.end_time IS NULL AND s.expire_time > ?1))
        ORDER BY n.filename, n.id
        LIMIT 1
    )
    UNION ALL
    SELECT (
        SELECT n.rowid
        FROM artifacts AS n INDEXED BY artifacts_of_everyone LEFT JOIN sessions AS s ON n.scope = 0 AND s.uid = n.owner
        WHERE n.sandbox = ?2 AND n.scope = ?3 AND n.scope < 2
            AND (n.filename, n.id) > (
                CASE instr(substr(c.filename, ?9 + 1), '/')
                    WHEN 0 THEN c.filename
                    ELSE substr(c.filename, 1, ?9 + instr(substr(c.filename, ?9 + 1), '/') - 1) || '0'
                END,
                CASE instr(substr(c.filename, ?9 + 1), '/') WHEN 0 THEN c.id ELSE x'' END
            )
            AND n.filename < ?6
            AND (n.expire_time IS NULL OR n.expire_time > ?1)
    AND (n.scope > 0 OR (s.end_time IS NULL AND s.expire_time > ?1))
        ORDER BY n.filename, n.id
        LIMIT 1
    )
    FROM steps JOIN artifacts AS c ON c.rowid = steps.place
    WHERE steps.place IS NOT NULL
    LIMIT ?7
)
SELECT a.id, a.sandbox, a.scope, a.owner, a.filename, a.mime, a.summary, a.meta, a.revision, a.create_time,
       a.update_time, a.expire_time, a.version, a.size, a.crc32c, a.sha256, a.verified, a.store, a.blob_key, NULL AS inline,
       s.uid AS session_uid, s.id AS session_id, s.user AS session_user, s.meta AS session_meta,
       s.create_time AS session_create_time, s.update_time AS session_update_time,
       s.expire_time AS session_expire_time, s.end_time AS session_end_time, s.automatic AS session_automatic,
       s.revision AS session_revision
FROM steps CROSS JOIN artifacts AS a ON a.rowid = steps.place
    LEFT JOIN sessions AS s ON a.scope = 0 AND s.uid = a.owner
ORDER BY a.filename, a.id
