DELETE FROM sessions
WHERE uid IN (SELECT uid FROM sessions WHERE over_time <= $1 AND swept ORDER BY over_time LIMIT $2)
