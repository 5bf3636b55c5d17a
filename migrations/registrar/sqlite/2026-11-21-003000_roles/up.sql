-- A third role. A column's CHECK cannot be changed in place on SQLite: another column takes its name.
ALTER TABLE accounts ADD COLUMN duty TEXT NOT NULL DEFAULT 'voter' CHECK (duty IN ('voter', 'officer', 'admin'));
UPDATE accounts SET duty = role;
ALTER TABLE accounts DROP COLUMN role;
ALTER TABLE accounts RENAME COLUMN duty TO role;

-- Officers who may manage a poll besides its owner.
CREATE TABLE grants (
    poll TEXT NOT NULL REFERENCES polls (id) ON DELETE CASCADE,
    account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    PRIMARY KEY (poll, account)
) WITHOUT ROWID;
CREATE INDEX grants_by_account ON grants (account);
CREATE INDEX polls_by_owner ON polls (owner);
