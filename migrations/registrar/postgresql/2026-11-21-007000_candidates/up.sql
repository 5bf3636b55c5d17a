-- Who stands for an option of a draft, what they wrote last, and what its officers said to it.
CREATE TABLE candidates (
    id TEXT PRIMARY KEY NOT NULL,
    poll TEXT NOT NULL REFERENCES polls (id) ON DELETE CASCADE,
    question TEXT NOT NULL,
    -- The option, by its id in the question.
    choice TEXT NOT NULL,
    email TEXT NOT NULL,
    profile TEXT NOT NULL,
    statement TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('invited', 'written', 'returned', 'approved')),
    -- The officer's, when it was sent back.
    words TEXT,
    UNIQUE (poll, question, choice)
);
CREATE INDEX candidates_by_email ON candidates (email);
