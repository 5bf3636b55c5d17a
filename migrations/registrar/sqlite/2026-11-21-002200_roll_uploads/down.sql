DROP TABLE staged_voters;
DROP TABLE roll_uploads;

CREATE TABLE roll_uploads (
    id TEXT NOT NULL PRIMARY KEY,
    poll TEXT NOT NULL REFERENCES polls (id) ON DELETE CASCADE,
    mode TEXT NOT NULL CHECK (mode IN ('replace', 'add')),
    content BLOB NOT NULL,
    uploaded_at BIGINT NOT NULL
) WITHOUT ROWID;
CREATE INDEX roll_uploads_by_poll ON roll_uploads (poll);

CREATE TABLE staged_voters (
    upload TEXT NOT NULL REFERENCES roll_uploads (id) ON DELETE CASCADE,
    email TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT,
    external_id TEXT,
    PRIMARY KEY (upload, email)
) WITHOUT ROWID;
