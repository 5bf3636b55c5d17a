-- How many ballots of a poll were stored since this table is there, in parts that are added up: of several processes that store
-- ballots at the same time none waits for the part of another. It is counted in the transaction that stores them.
CREATE TABLE stored (
    poll    BYTEA NOT NULL REFERENCES polls (id),
    part    SMALLINT NOT NULL CHECK (part BETWEEN 0 AND 15),
    ballots BIGINT NOT NULL CHECK (ballots > 0),
    PRIMARY KEY (poll, part)
);
