DROP INDEX CONCURRENTLY IF EXISTS registrations_by_expiry;
