ALTER TABLE polls DROP COLUMN archived;
