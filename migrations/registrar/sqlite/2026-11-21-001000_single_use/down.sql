DROP TABLE single_use;
ALTER TABLE accounts ADD COLUMN needed_hash TEXT NOT NULL DEFAULT '';
UPDATE accounts SET needed_hash = COALESCE(password_hash, '');
ALTER TABLE accounts DROP COLUMN password_hash;
ALTER TABLE accounts RENAME COLUMN needed_hash TO password_hash;
