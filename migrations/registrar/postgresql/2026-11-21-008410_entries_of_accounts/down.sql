ALTER TABLE address_moves DROP COLUMN old_account;
DROP INDEX roll_by_account;
ALTER TABLE roll DROP COLUMN account;
