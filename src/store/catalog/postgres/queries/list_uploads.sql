SELECT u.id, u.kind, u.state, u.artifact, u.sandbox, u.scope, u.owner, u.goal, u.declared_size, u.declared_crc32c,
       u.declared_sha256, u.store, u.blob_key, u.handle, u.part_size, u.part_doubles, u.part_most, u.epoch, u.next_part,
       u.persisted, u.closed, u.hasher, u.answer, u.create_time, u.update_time, u.deadline,
       s.uid AS session_uid, s.id AS session_id, s.user AS session_user, s.meta AS session_meta,
       s.create_time AS session_create_time, s.update_time AS session_update_time,
       s.expire_time AS session_expire_time, s.end_time AS session_end_time, s.automatic AS session_automatic,
       s.revision AS session_revision
FROM uploads AS u LEFT JOIN sessions AS s ON u.scope = 0 AND s.uid = u.owner
WHERE u.sandbox = $1 AND ($2::bigint IS NULL OR u.scope = $2) AND u.id < $3
    AND u.kind > 0 AND u.state < 2 AND NOT u.claimed AND u.deadline > $4
ORDER BY u.id DESC
LIMIT $5
