DROP INDEX single_use_by_email;
