-- A table WITHOUT ROWID keeps the file in the tree of its keys, and SQLite reads it whole for every look at a key: each
-- staged voter cost the reading of some megabytes. What waits in these two tables is forgotten, to be uploaded again.
DROP TABLE staged_voters;
DROP TABLE roll_uploads;

CREATE TABLE roll_uploads (
    id TEXT NOT NULL PRIMARY KEY,
    poll TEXT NOT NULL REFERENCES polls (id) ON DELETE CASCADE,
    mode TEXT NOT NULL CHECK (mode IN ('replace', 'add')),
    -- The file as it came.
    content BLOB NOT NULL,
    uploaded_at BIGINT NOT NULL
);
CREATE INDEX roll_uploads_by_poll ON roll_uploads (poll);

-- Voters of an upload on their way into the roll, which they enter all at once.
CREATE TABLE staged_voters (
    upload TEXT NOT NULL REFERENCES roll_uploads (id) ON DELETE CASCADE,
    email TEXT NOT NULL,
    -- The id that the entry will have if it is new.
    id TEXT NOT NULL,
    name TEXT,
    external_id TEXT,
    PRIMARY KEY (upload, email)
) WITHOUT ROWID;
