-- What several processes of a registrar have to know of each other; used where there are several, which SQLite does not serve.

-- Attempts that are limited, for at most an hour each.
CREATE TABLE attempts (
    -- SHA-256 of the limit's name and of whom it is about.
    name BLOB PRIMARY KEY NOT NULL,
    used BIGINT NOT NULL,
    -- In seconds since 1970.
    ends_at BIGINT NOT NULL
) WITHOUT ROWID;
CREATE INDEX attempts_by_end ON attempts (ends_at);

-- What browsers were asked and what waits for their answer.
CREATE TABLE ceremonies (
    -- SHA-256 of the token that comes back with the answer.
    token_hash BLOB PRIMARY KEY NOT NULL,
    purpose TEXT NOT NULL,
    -- JSON.
    state TEXT NOT NULL,
    expires_at BIGINT NOT NULL
) WITHOUT ROWID;
CREATE INDEX ceremonies_by_expiry ON ceremonies (expires_at);

-- How fast mails went, and whether their server is left alone: one row.
CREATE TABLE mail_pace (
    one BIGINT PRIMARY KEY NOT NULL CHECK (one = 1),
    -- JSON.
    state TEXT NOT NULL
) WITHOUT ROWID;
