CREATE INDEX CONCURRENTLY tally_by_n ON tally (n);
