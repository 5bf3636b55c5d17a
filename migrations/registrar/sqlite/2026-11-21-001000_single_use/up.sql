-- Tokens that work once: mailed in a link, or kept in a browser between two steps of signing in. Only their hash is here.
CREATE TABLE single_use (
    token_hash BLOB NOT NULL PRIMARY KEY,
    -- What it opens; a token of one purpose is nothing for another.
    purpose TEXT NOT NULL CHECK (purpose IN ('reset', 'sign-in', 'second-factor', 'address')),
    -- To whom it was mailed.
    email TEXT NOT NULL,
    -- Whose account it is about; null where there is none yet.
    account TEXT REFERENCES accounts (id) ON DELETE CASCADE,
    -- Where it leads on to.
    next TEXT,
    expires_at BIGINT NOT NULL
) WITHOUT ROWID;
CREATE INDEX single_use_by_account ON single_use (account);
CREATE INDEX single_use_by_expiry ON single_use (expires_at);

-- Who signs in by mail alone has no password. SQLite takes NOT NULL off a column only with a new one.
ALTER TABLE accounts ADD COLUMN optional_hash TEXT;
UPDATE accounts SET optional_hash = password_hash;
ALTER TABLE accounts DROP COLUMN password_hash;
ALTER TABLE accounts RENAME COLUMN optional_hash TO password_hash;
