-- Whose entry it is, where the account had the entry's address once and has another one now; null: of whoever has the
-- address. An account has one entry in a poll.
ALTER TABLE roll ADD COLUMN account TEXT REFERENCES accounts (id) ON DELETE SET NULL;
CREATE UNIQUE INDEX roll_by_account ON roll (account, poll) WHERE account IS NOT NULL;
-- Whose the entry was before the correction, if it was linked; the account may be gone.
ALTER TABLE address_moves ADD COLUMN old_account TEXT;
