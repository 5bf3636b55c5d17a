-- Elections in precincts: the draft that was split, and what the registrar has signed of them.
CREATE TABLE precincts (
    alias TEXT PRIMARY KEY NOT NULL,
    -- It stays as long as its precincts do.
    draft TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    -- How many.
    parts BIGINT NOT NULL,
    -- The note that lists the polls, once all are countersigned.
    list TEXT,
    -- The note of what their results come to, once all have one.
    total TEXT
);

-- The polls that are precincts, each with its number from 1.
CREATE TABLE precinct_polls (
    poll TEXT PRIMARY KEY NOT NULL REFERENCES polls (id) ON DELETE CASCADE,
    alias TEXT NOT NULL REFERENCES precincts (alias) ON DELETE CASCADE,
    number BIGINT NOT NULL,
    UNIQUE (alias, number)
);
