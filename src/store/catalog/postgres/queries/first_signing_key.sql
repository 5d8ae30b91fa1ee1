-- The first of several who start at once makes it; the others find it.
INSERT INTO signing_keys (id, secret, from_time)
SELECT $1, $2, $3
WHERE NOT EXISTS (SELECT 1 FROM signing_keys)
ON CONFLICT (id) DO NOTHING
