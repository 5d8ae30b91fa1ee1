-- $6, a user, is not asked for here.
SELECT sandbox AS session_sandbox, uid AS session_uid, id AS session_id, "user" AS session_user, meta AS session_meta,
       create_time AS session_create_time, update_time AS session_update_time,
       expire_time AS session_expire_time, end_time AS session_end_time, automatic AS session_automatic,
       revision AS session_revision
FROM sessions
WHERE sandbox = $1
    AND (create_time, uid) < ($2, $3)
    AND end_time IS NULL AND expire_time > $4
ORDER BY create_time DESC, uid DESC
LIMIT $5
