-- Not one that somebody made since we looked: the index then refuses ours.
UPDATE sessions
SET standing = FALSE
WHERE sandbox = $1 AND "user" = $2 AND standing AND NOT (end_time IS NULL AND expire_time > $3 AND NOT swept)
