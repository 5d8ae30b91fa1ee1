-- One rotation at a time; who verifies goes on reading.
LOCK TABLE signing_keys IN SHARE ROW EXCLUSIVE MODE
