-- One of the same key is past its day, or this would not be written.
INSERT OR REPLACE INTO requests (id, sandbox, principal, method, item, drop_after, fingerprint, answer)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
