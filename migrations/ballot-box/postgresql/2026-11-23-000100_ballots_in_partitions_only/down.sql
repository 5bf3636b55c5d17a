ALTER TABLE ballots ADD CONSTRAINT ballots_poll_fkey1 FOREIGN KEY (poll) REFERENCES polls (id);
