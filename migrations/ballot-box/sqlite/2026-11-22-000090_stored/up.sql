-- As on PostgreSQL, where several processes store ballots. SQLite has one, which counts by itself, and nothing stands here.
CREATE TABLE stored (
    poll    BLOB NOT NULL REFERENCES polls (id),
    part    INTEGER NOT NULL CHECK (part BETWEEN 0 AND 15),
    ballots INTEGER NOT NULL CHECK (ballots > 0),
    PRIMARY KEY (poll, part)
) STRICT, WITHOUT ROWID;
