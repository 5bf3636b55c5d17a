-- The draft of the poll whose pass the mail tells of: its words are the same to all, and put in when it goes. Null: they stand here.
ALTER TABLE outbox ADD COLUMN poll TEXT;
