-- Work that takes longer than a request. A job that a crash cut off is taken up again where its last step was committed.
CREATE TABLE jobs (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    -- The draft's id of the poll that it is about.
    poll TEXT NOT NULL REFERENCES polls (id) ON DELETE CASCADE,
    -- The id of what it works on: asked for twice, it is one job.
    subject TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed')),
    done BIGINT NOT NULL,
    total BIGINT NOT NULL,
    -- JSON, once done.
    outcome TEXT,
    -- Words, once failed.
    failure TEXT,
    -- The account that asked for it, for the audit log.
    asked_by TEXT NOT NULL,
    asked_by_email TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    UNIQUE (kind, subject)
);

-- Rolls that were uploaded and wait for a yes; forgotten after a day.
CREATE TABLE roll_uploads (
    id TEXT NOT NULL PRIMARY KEY,
    poll TEXT NOT NULL REFERENCES polls (id) ON DELETE CASCADE,
    mode TEXT NOT NULL CHECK (mode IN ('replace', 'add')),
    -- The file as it came.
    content BYTEA NOT NULL,
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
);
