-- What several processes of a registrar have to know of each other. Not logged: it is in no backup by copy and on no standby,
-- and a server that crashed begins with none of it, as a single process does after its restart.

-- Attempts that are limited, for at most an hour each.
CREATE UNLOGGED TABLE attempts (
    -- SHA-256 of the limit's name and of whom it is about.
    name BYTEA PRIMARY KEY NOT NULL,
    used BIGINT NOT NULL,
    -- In seconds since 1970.
    ends_at BIGINT NOT NULL
);
CREATE INDEX attempts_by_end ON attempts (ends_at);

-- What browsers were asked and what waits for their answer.
CREATE UNLOGGED TABLE ceremonies (
    -- SHA-256 of the token that comes back with the answer.
    token_hash BYTEA PRIMARY KEY NOT NULL,
    purpose TEXT NOT NULL,
    -- JSON.
    state TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX ceremonies_by_expiry ON ceremonies (expires_at);

-- How fast mails went, and whether their server is left alone: one row.
CREATE TABLE mail_pace (
    one BIGINT PRIMARY KEY NOT NULL CHECK (one = 1),
    -- JSON.
    state TEXT NOT NULL
);
