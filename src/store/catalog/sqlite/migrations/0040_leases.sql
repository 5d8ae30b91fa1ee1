-- Who does what only one may do at a time. The epoch goes up with each change of hands.
CREATE TABLE leases (
    name       TEXT    NOT NULL PRIMARY KEY,
    holder     TEXT    NOT NULL,
    epoch      INTEGER NOT NULL,
    until_time INTEGER NOT NULL
) WITHOUT ROWID;
