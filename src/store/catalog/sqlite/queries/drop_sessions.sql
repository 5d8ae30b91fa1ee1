DELETE FROM sessions
WHERE uid IN (SELECT uid FROM sessions WHERE over_time <= ?1 AND swept = 1 ORDER BY over_time LIMIT ?2)
