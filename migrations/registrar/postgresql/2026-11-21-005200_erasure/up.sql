-- Whether all that told who its voters were is erased; its counts and its ledger stay.
ALTER TABLE polls ADD COLUMN erased BOOLEAN NOT NULL DEFAULT FALSE;

-- The server's statistics would keep samples of these columns after their rows are erased.
ALTER TABLE roll ALTER email SET STATISTICS 0, ALTER name SET STATISTICS 0, ALTER external_id SET STATISTICS 0;
ALTER TABLE staged_voters ALTER email SET STATISTICS 0, ALTER name SET STATISTICS 0, ALTER external_id SET STATISTICS 0;
ALTER TABLE accounts ALTER email SET STATISTICS 0, ALTER name SET STATISTICS 0;
ALTER TABLE registrations ALTER email SET STATISTICS 0, ALTER name SET STATISTICS 0;
ALTER TABLE single_use ALTER email SET STATISTICS 0;
ALTER TABLE outbox ALTER recipient SET STATISTICS 0, ALTER body SET STATISTICS 0;
