-- A ballot can only be stored where its poll has a partition, which is made when the poll is accepted. To look for the poll once
-- more, and to lock its row, for each ballot costs a tenth of what the server does for it. The constraint has the second name where
-- it was made beside that of the table before. Waits for who reads or writes `ballots`, its partitions or `polls`, reads nothing itself.
ALTER TABLE ballots DROP CONSTRAINT IF EXISTS ballots_poll_fkey, DROP CONSTRAINT IF EXISTS ballots_poll_fkey1;
