-- Erased drafts, by id, until the database is rewritten: nothing else is left that could say so.
CREATE TABLE rewrites_due (
    draft TEXT NOT NULL PRIMARY KEY
);
