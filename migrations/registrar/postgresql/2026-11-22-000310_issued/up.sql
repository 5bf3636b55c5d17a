-- How many passes of a poll were issued on each day, in parts that are added up: of several processes that issue at the same time
-- none waits for the part of another. It is counted in the transaction that enters them into the ledger. What was issued before
-- this table was there is counted by the service when it starts.
CREATE TABLE issued (
    poll TEXT NOT NULL REFERENCES polls (id),
    -- Days since 1970-01-01.
    day BIGINT NOT NULL,
    part BIGINT NOT NULL CHECK (part BETWEEN 0 AND 15),
    passes BIGINT NOT NULL CHECK (passes > 0),
    PRIMARY KEY (poll, day, part)
);
