-- Locked first, their sessions too: one that is renewed meanwhile keeps what it holds.
SELECT a.id
FROM (
    SELECT uid, sandbox FROM sessions
    WHERE over_time <= $1 AND NOT swept ORDER BY over_time LIMIT $2 FOR SHARE SKIP LOCKED
) AS ended
    JOIN artifacts AS a ON a.sandbox = ended.sandbox AND a.scope = 0 AND a.owner = ended.uid
LIMIT $2
FOR UPDATE OF a SKIP LOCKED
