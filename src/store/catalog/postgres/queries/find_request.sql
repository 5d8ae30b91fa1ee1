SELECT fingerprint, answer
FROM requests
WHERE id = $1 AND sandbox = $2 AND principal = $3 AND method = $4 AND item = $5 AND drop_after > $6
