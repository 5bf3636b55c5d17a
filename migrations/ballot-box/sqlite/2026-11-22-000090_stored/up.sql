-- How many ballots of a poll were ever stored, counted by whoever stored them, so that one that is lost later is missed. In parts, as
-- on PostgreSQL, where several processes store ballots.
CREATE TABLE stored (
    poll    BLOB NOT NULL REFERENCES polls (id),
    part    INTEGER NOT NULL CHECK (part BETWEEN 0 AND 15),
    ballots INTEGER NOT NULL CHECK (ballots > 0),
    PRIMARY KEY (poll, part)
) STRICT, WITHOUT ROWID;
