-- 20,000 artifacts of 100 users, and as many rows of what else grows.
INSERT INTO artifacts
SELECT decode(lpad(to_hex(n), 32, '0'), 'hex'), 'acme', 1, convert_to('u' || n % 100, 'UTF8'), 'f/' || n, 'text/plain', '', '{}',
       1, n, n, CASE WHEN n % 2 = 0 THEN 1000 + n END, 1, n, NULL, NULL, TRUE, 'default', 'k' || n, NULL
FROM generate_series(1, 20000) AS n;
INSERT INTO sessions (
    uid, sandbox, id, "user", meta, create_time, update_time, expire_time, end_time, automatic, revision, current, standing, swept
)
SELECT decode(lpad(to_hex(n), 32, '0'), 'hex'), 'acme', 's' || n, 'u' || n % 2000, '{}', n, n, 1000 + n, NULL, FALSE, 1, TRUE, FALSE,
       n % 2 = 0
FROM generate_series(1, 20000) AS n;
INSERT INTO artifact_terms
SELECT 'acme', 1, convert_to('u' || n % 100, 'UTF8'), n % 500, decode(lpad(to_hex(n), 32, '0'), 'hex')
FROM generate_series(1, 20000) AS n;
INSERT INTO garbage (sandbox, artifact, why, free_after, version, size, verified, store, blob_key)
SELECT 'acme', decode(lpad(to_hex(n), 32, '0'), 'hex'), 'replaced', 1000 + n, 1, n, TRUE, 'default', 'g' || n
FROM generate_series(1, 20000) AS n;
INSERT INTO uploads (id, artifact, sandbox, scope, owner, store, blob_key, create_time, deadline, kind, state)
SELECT decode(lpad(to_hex(n), 32, '0'), 'hex'), decode(lpad(to_hex(n), 32, '0'), 'hex'), 'acme', 1, convert_to('u' || n % 100, 'UTF8'), 'default', 'p' || n, n, 1000 + n,
       n % 3, n / 3 % 3
FROM generate_series(1, 20000) AS n;
INSERT INTO tombstones
SELECT decode(lpad(to_hex(n), 32, '0'), 'hex'), 'acme', 2, '', n, 1000 + n
FROM generate_series(1, 20000) AS n;
INSERT INTO requests
SELECT 'acme', 'p', 'm', decode(lpad(to_hex(n), 32, '0'), 'hex'), 0, '', '', 1000 + n
FROM generate_series(1, 20000) AS n;
INSERT INTO block_sums
SELECT 'k' || n, 0, ''
FROM generate_series(1, 20000) AS n;
INSERT INTO parts
SELECT decode(lpad(to_hex(n), 32, '0'), 'hex'), 1, 1, 0, 1, 1, '', ''
FROM generate_series(1, 20000) AS n;
INSERT INTO share_links
SELECT decode(lpad(to_hex(n), 32, '0'), 'hex'), decode(lpad(to_hex(n), 64, '0'), 'hex'), 'acme',
       decode(lpad(to_hex(n / 4), 32, '0'), 'hex'), 0, n, NULL, NULL, 0, NULL, 1000 + n
FROM generate_series(1, 20000) AS n;
ANALYZE;
