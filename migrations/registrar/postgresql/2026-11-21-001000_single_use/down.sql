DROP TABLE single_use;
UPDATE accounts SET password_hash = '' WHERE password_hash IS NULL;
ALTER TABLE accounts ALTER COLUMN password_hash SET NOT NULL;
