-- One of the same key that is past its day makes room. Nothing is written where one stands that is not.
INSERT INTO requests (id, sandbox, principal, method, item, drop_after, fingerprint, answer)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (id, sandbox, principal, method, item) DO UPDATE
SET drop_after = excluded.drop_after, fingerprint = excluded.fingerprint, answer = excluded.answer
WHERE requests.drop_after <= $9
