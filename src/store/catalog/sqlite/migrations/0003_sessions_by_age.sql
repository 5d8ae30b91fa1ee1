-- The two orders in which sessions are listed.
CREATE INDEX sessions_by_age ON sessions (sandbox, create_time, uid);
CREATE INDEX sessions_of_user_by_age ON sessions (sandbox, user, create_time, uid) WHERE user IS NOT NULL;
