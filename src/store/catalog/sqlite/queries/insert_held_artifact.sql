-- Both in one go: the owner (?4) is the session, and the artifact is made now (?10).
SELECT swept, sandbox AS session_sandbox, uid AS session_uid, id AS session_id, user AS session_user, meta AS session_meta,
       create_time AS session_create_time, update_time AS session_update_time,
       expire_time AS session_expire_time, end_time AS session_end_time, automatic AS session_automatic,
       revision AS session_revision
FROM sessions
WHERE uid = ?4;
INSERT INTO artifacts (
    id, sandbox, scope, owner, filename, mime, summary, meta, revision, create_time, update_time, expire_time,
    version, size, crc32c, sha256, verified, store, blob_key, inline
)
SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20
WHERE EXISTS (
    SELECT 1 FROM sessions WHERE uid = ?4 AND end_time IS NULL AND expire_time > ?10 AND swept = 0
)
