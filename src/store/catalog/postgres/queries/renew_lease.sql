UPDATE leases SET until_time = $4 WHERE name = $1 AND holder = $2 AND epoch = $3
