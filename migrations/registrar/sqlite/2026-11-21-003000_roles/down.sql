DROP INDEX polls_by_owner;
DROP TABLE grants;
UPDATE accounts SET role = 'voter' WHERE role = 'officer';
