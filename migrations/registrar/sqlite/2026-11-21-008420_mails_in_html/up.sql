-- The same in HTML; null: plain text alone.
ALTER TABLE outbox ADD COLUMN html TEXT;
