SELECT t.artifact, t.sandbox, t.scope, t.owner, t.expired_at,
       s.uid AS session_uid, s.id AS session_id, s.user AS session_user, s.meta AS session_meta,
       s.create_time AS session_create_time, s.update_time AS session_update_time,
       s.expire_time AS session_expire_time, s.end_time AS session_end_time, s.automatic AS session_automatic,
       s.revision AS session_revision
FROM tombstones AS t LEFT JOIN sessions AS s ON t.scope = 0 AND s.uid = t.owner
WHERE t.artifact = $1 AND t.sandbox = $2
