-- A statement of its own, behind the locks: it sees all that was put into them before.
UPDATE sessions
SET swept = TRUE
WHERE uid = ANY($1)
    AND NOT EXISTS (
        SELECT 1 FROM artifacts AS a
        WHERE a.sandbox = sessions.sandbox AND a.scope = 0 AND a.owner = sessions.uid
    )
