-- A session that something is being put into is passed over: it is not empty.
SELECT uid FROM sessions WHERE over_time <= $1 AND NOT swept ORDER BY over_time LIMIT $2 FOR UPDATE SKIP LOCKED
