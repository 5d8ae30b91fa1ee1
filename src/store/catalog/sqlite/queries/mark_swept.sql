UPDATE sessions
SET swept = 1
WHERE uid IN (
        SELECT uid FROM sessions INDEXED BY sessions_to_sweep
        WHERE over_time <= ?1 AND swept = 0 ORDER BY over_time LIMIT ?2
    )
    AND NOT EXISTS (
        SELECT 1 FROM artifacts AS a
        WHERE a.sandbox = sessions.sandbox AND a.scope = 0 AND a.owner = sessions.uid
    )
