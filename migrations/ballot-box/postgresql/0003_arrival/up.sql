-- Polls that are over and whose rows were rewritten in the order of their keys: the heap followed their arrival before.
CREATE TABLE forgotten (
    poll BYTEA NOT NULL PRIMARY KEY REFERENCES polls (id)
);
