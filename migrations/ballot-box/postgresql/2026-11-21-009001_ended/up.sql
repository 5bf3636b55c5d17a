-- Polls in which voting is over for good: no ballot is stored any more, whatever a clock or another process says. Polls that
-- were over before need no row: they have a result or a notice that cancelled them.
CREATE TABLE ended (
    poll BYTEA NOT NULL PRIMARY KEY REFERENCES polls (id)
);
