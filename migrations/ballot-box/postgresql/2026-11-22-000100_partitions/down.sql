CREATE TABLE ballots_together (LIKE ballots INCLUDING CONSTRAINTS);
INSERT INTO ballots_together SELECT poll, nonce, hash, ballot FROM ballots;
DROP TABLE ballots;
ALTER TABLE ballots_together RENAME TO ballots;
ALTER TABLE ballots ADD PRIMARY KEY (poll, nonce), ADD UNIQUE (poll, hash), ADD FOREIGN KEY (poll) REFERENCES polls (id);
