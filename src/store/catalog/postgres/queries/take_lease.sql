INSERT INTO leases (name, holder, epoch, until_time)
VALUES ($1, $2, 1, $3)
ON CONFLICT (name) DO UPDATE
SET holder = excluded.holder, until_time = excluded.until_time,
    epoch = leases.epoch + CASE WHEN leases.holder = excluded.holder THEN 0 ELSE 1 END
WHERE leases.holder = excluded.holder OR leases.until_time <= $4
RETURNING epoch
