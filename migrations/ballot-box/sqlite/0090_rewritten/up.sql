-- As on PostgreSQL, where rewriting takes two steps. On SQLite it takes one, and nothing stands here.
CREATE TABLE rewritten (
    poll BLOB NOT NULL PRIMARY KEY REFERENCES polls (id)
) STRICT, WITHOUT ROWID;
