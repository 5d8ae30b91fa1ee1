UPDATE sessions SET current = FALSE WHERE sandbox = $1 AND id = $2 AND current
