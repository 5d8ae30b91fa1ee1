SELECT a.id, a.sandbox, a.scope, a.owner, a.filename, a.mime, a.summary, a.meta, a.revision, a.create_time,
       a.update_time, a.expire_time, a.version, a.size, a.crc32c, a.sha256, a.verified, a.store, a.blob_key, a.inline,
       s.uid AS session_uid, s.id AS session_id, s.user AS session_user, s.meta AS session_meta,
       s.create_time AS session_create_time, s.update_time AS session_update_time,
       s.expire_time AS session_expire_time, s.end_time AS session_end_time, s.automatic AS session_automatic,
       s.revision AS session_revision
FROM artifacts AS a LEFT JOIN sessions AS s ON a.scope = 0 AND s.uid = a.owner
WHERE a.id = $1 AND a.sandbox = $2
