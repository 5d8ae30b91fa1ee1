UPDATE sessions SET standing = FALSE WHERE sandbox = $1 AND "user" = $2 AND standing
