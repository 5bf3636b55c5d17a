-- Mails to the voters of a poll: one mailing for each occasion, one delivery for each voter of it. No time of a delivery
-- is kept. The mail that tells of a voting pass is not among them: it waits in the outbox and leaves no row behind.
CREATE TABLE mailings (
    id TEXT NOT NULL PRIMARY KEY,
    -- The draft's id of its poll.
    poll TEXT NOT NULL REFERENCES polls (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('invitation', 'reminder', 'notice', 'result')),
    -- The number of the notice or of the reminder, else 0: each occasion has one mailing.
    occasion BIGINT NOT NULL,
    asked_at BIGINT NOT NULL,
    UNIQUE (poll, kind, occasion)
);

CREATE TABLE deliveries (
    mailing TEXT NOT NULL REFERENCES mailings (id) ON DELETE CASCADE,
    voter TEXT NOT NULL REFERENCES roll (id) ON DELETE CASCADE,
    -- 'sending' after a crash: the mail server may have it. It is sent again under the same Message-ID.
    state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'failed')),
    attempts BIGINT NOT NULL,
    -- 0 before the first attempt.
    due_at BIGINT NOT NULL,
    -- How often it was sent anew on request: another mail with another Message-ID.
    round BIGINT NOT NULL,
    -- What the mail server said last.
    answer TEXT,
    PRIMARY KEY (mailing, voter)
);
CREATE INDEX deliveries_by_due_at ON deliveries (state, due_at);
CREATE INDEX deliveries_by_voter ON deliveries (voter);

-- What an organiser has written for the mails of a poll.
CREATE TABLE mail_texts (
    poll TEXT NOT NULL REFERENCES polls (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('invitation', 'reminder', 'notice', 'result')),
    -- Null: the usual one.
    subject TEXT,
    -- Stands before the usual text.
    intro TEXT,
    -- Whether the mailing goes by itself when its time has come.
    automatic BOOLEAN NOT NULL,
    PRIMARY KEY (poll, kind)
);

-- Whether the voter wants no reminders.
ALTER TABLE roll ADD COLUMN no_reminders BOOLEAN NOT NULL DEFAULT FALSE;
