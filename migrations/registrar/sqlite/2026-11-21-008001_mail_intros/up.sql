-- What an organiser has written before the usual text of a mail, in the languages of the poll; none where it is one text for
-- all of them, mail_texts.intro.
CREATE TABLE mail_intros (
    poll TEXT NOT NULL REFERENCES polls (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('invitation', 'reminder', 'notice', 'result')),
    -- One of the poll's, as it names it.
    language TEXT NOT NULL,
    intro TEXT NOT NULL,
    PRIMARY KEY (poll, kind, language)
) WITHOUT ROWID;
