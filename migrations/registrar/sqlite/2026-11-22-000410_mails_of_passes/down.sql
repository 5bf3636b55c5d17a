-- The version before would send them empty.
DELETE FROM outbox WHERE poll IS NOT NULL;
ALTER TABLE outbox DROP COLUMN poll;
