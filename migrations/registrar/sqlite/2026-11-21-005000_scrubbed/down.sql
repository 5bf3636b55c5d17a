ALTER TABLE polls DROP COLUMN scrubbed_in;
