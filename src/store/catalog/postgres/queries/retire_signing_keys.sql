UPDATE signing_keys SET until_time = $1 WHERE until_time IS NULL
