DELETE FROM requests
WHERE rowid IN (SELECT rowid FROM requests WHERE drop_after <= ?1 ORDER BY drop_after LIMIT ?2)
