-- The registrar's tables. Times are seconds since 1970-01-01T00:00:00Z. Ids are random. PostgreSQL appends rows to the
-- heap in the order in which they come: the ledger is rewritten in the order of its key when issuance closes.

CREATE TABLE accounts (
    id TEXT NOT NULL PRIMARY KEY,
    -- Lower case; its owner has opened a link that was mailed to it.
    email TEXT NOT NULL UNIQUE,
    name TEXT,
    -- PHC string of argon2id.
    password_hash TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('voter', 'admin'))
);

-- Registrations whose link nobody has opened yet. Several may wait for one address: who opens a link confirms that
-- registration and no other.
CREATE TABLE registrations (
    token_hash BYTEA NOT NULL PRIMARY KEY,
    email TEXT NOT NULL,
    name TEXT,
    password_hash TEXT NOT NULL,
    -- Of a token in the browser that registered: there the link alone is enough, elsewhere the password is asked for.
    browser_hash BYTEA,
    expires_at BIGINT NOT NULL
);
CREATE INDEX registrations_by_email ON registrations (email);

CREATE TABLE sessions (
    token_hash BYTEA NOT NULL PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('browser', 'bearer')),
    expires_at BIGINT NOT NULL
);
CREATE INDEX sessions_by_account ON sessions (account);

CREATE TABLE polls (
    id TEXT NOT NULL PRIMARY KEY,
    owner TEXT NOT NULL REFERENCES accounts (id),
    state TEXT NOT NULL CHECK (state IN ('draft', 'sealed', 'published', 'issued', 'over')),
    -- Rises with every change to the draft or its roll, so that what is sealed is what was looked at.
    version BIGINT NOT NULL,
    title TEXT NOT NULL,
    -- The draft as JSON.
    draft TEXT NOT NULL,
    -- Why the ballot box refused the last attempt to publish.
    refusal TEXT,
    -- From here on: only once sealed.
    poll TEXT UNIQUE,
    slug TEXT UNIQUE,
    -- The manifest note, countersigned once published.
    manifest TEXT,
    -- AES-256-GCM under the key-encryption key; null before sealing and after issuance has closed.
    signing_key BYTEA,
    -- The end of voting as the ballot box knows it, notices included.
    voting_closes BIGINT,
    cancelled BOOLEAN NOT NULL DEFAULT FALSE
);

CREATE TABLE roll (
    id TEXT NOT NULL PRIMARY KEY,
    poll TEXT NOT NULL REFERENCES polls (id) ON DELETE CASCADE,
    email TEXT NOT NULL,
    name TEXT,
    external_id TEXT,
    UNIQUE (poll, email)
);
CREATE INDEX roll_by_email ON roll (email);

-- The ledger: one pass per poll and voter. No time finer than the day; in the order of random ids.
CREATE TABLE issuances (
    poll TEXT NOT NULL REFERENCES polls (id),
    -- The roll entry's id, not the account's: who deletes the account and registers anew is the same voter.
    voter TEXT NOT NULL,
    request_hash BYTEA NOT NULL,
    -- Null once voting has closed.
    blind_sig BYTEA,
    note TEXT NOT NULL,
    -- Days since 1970-01-01.
    day BIGINT NOT NULL,
    PRIMARY KEY (poll, voter)
);

-- Mails to be sent; a row goes when its mail has gone.
CREATE TABLE outbox (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    recipient TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    -- 0 before the first attempt: the table does not tell when a mail was asked for.
    due_at BIGINT NOT NULL,
    -- Why it was given up.
    failure TEXT
);
CREATE INDEX outbox_by_due_at ON outbox (due_at);

-- Signed statements on their way to the ballot box. One of each kind and number is ever signed.
CREATE TABLE dispatches (
    poll TEXT NOT NULL REFERENCES polls (id),
    kind TEXT NOT NULL CHECK (kind IN ('notice', 'issuance')),
    seq BIGINT NOT NULL,
    note TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'delivered', 'refused')),
    attempts BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    -- What the ballot box said when it refused.
    answer TEXT,
    PRIMARY KEY (poll, kind, seq)
);
