-- What requests with an id were answered, kept for a day.
CREATE TABLE requests (
    sandbox     TEXT    NOT NULL,
    principal   TEXT    NOT NULL,
    method      TEXT    NOT NULL,
    id          BLOB    NOT NULL,
    -- Which of many in one request, from 1 on; 0 is the request itself.
    item        INTEGER NOT NULL,
    fingerprint BLOB    NOT NULL,
    answer      BLOB    NOT NULL,
    drop_after  INTEGER NOT NULL,
    PRIMARY KEY (id, sandbox, principal, method, item)
);

CREATE INDEX requests_outlived ON requests (drop_after);
