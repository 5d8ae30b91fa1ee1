-- Not one that somebody began since we looked: the index then refuses ours.
UPDATE sessions
SET current = FALSE
WHERE sandbox = $1 AND id = $2 AND current AND NOT (end_time IS NULL AND expire_time > $3)
