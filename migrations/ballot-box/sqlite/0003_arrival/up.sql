-- Polls that are over and whose rows were rewritten in the order of their keys: within a page of the file, and by the
-- pages of long ballots, the order of arrival could be told before.
CREATE TABLE forgotten (
    poll BLOB NOT NULL PRIMARY KEY REFERENCES polls (id)
) STRICT, WITHOUT ROWID;
