DELETE FROM requests
WHERE ctid IN (SELECT ctid FROM requests WHERE drop_after <= $1 ORDER BY drop_after LIMIT $2)
