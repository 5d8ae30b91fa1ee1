DELETE FROM tombstones
WHERE artifact IN (SELECT artifact FROM tombstones WHERE drop_after <= $1 ORDER BY drop_after LIMIT $2)
