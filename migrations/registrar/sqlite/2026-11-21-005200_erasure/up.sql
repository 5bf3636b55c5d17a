-- Whether all that told who its voters were is erased; its counts and its ledger stay.
ALTER TABLE polls ADD COLUMN erased BOOLEAN NOT NULL DEFAULT FALSE;
