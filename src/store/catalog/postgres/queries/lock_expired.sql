-- Locked first: the statements that follow are each of another moment, and must be about the same artifacts.
SELECT id FROM artifacts WHERE expire_time <= $1 ORDER BY expire_time LIMIT $2 FOR UPDATE SKIP LOCKED
