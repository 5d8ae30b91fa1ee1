-- Of two that complete it at once, the second waits here and finds it completed.
SELECT 1 FROM uploads WHERE id = $1 AND kind > 0 AND state = 1 AND NOT claimed AND deadline > $2 FOR UPDATE
