-- The ballots of each poll lie in a partition of their own, which is made when the poll is accepted: indexes stay small, what is
-- over is rewritten without touching what runs, and old polls can be detached. Those of the polls that are there already stay
-- where they are, in one partition together: no row is moved.
ALTER TABLE ballots RENAME TO ballots_earlier;
ALTER INDEX ballots_pkey RENAME TO ballots_earlier_pkey;
ALTER INDEX ballots_poll_hash_key RENAME TO ballots_earlier_poll_hash_key;

-- Its constraints have the names of those of its partition.
CREATE TABLE ballots (
    poll   BYTEA NOT NULL REFERENCES polls (id),
    nonce  BYTEA NOT NULL CONSTRAINT ballots_nonce_check CHECK (octet_length(nonce) = 32),
    hash   BYTEA NOT NULL CONSTRAINT ballots_hash_check CHECK (octet_length(hash) = 32),
    ballot BYTEA NOT NULL,
    PRIMARY KEY (poll, nonce),
    UNIQUE (poll, hash)
) PARTITION BY LIST (poll);

DO $$
DECLARE earlier TEXT;
BEGIN
    SELECT string_agg(quote_literal('\x' || encode(id, 'hex')), ', ') INTO earlier FROM polls;
    IF earlier IS NULL THEN
        DROP TABLE ballots_earlier;
    ELSE
        EXECUTE 'ALTER TABLE ballots ATTACH PARTITION ballots_earlier FOR VALUES IN (' || earlier || ')';
    END IF;
END
$$;
