DELETE FROM native_reads WHERE until_time <= ?1
