DELETE FROM signing_keys WHERE until_time <= $1
