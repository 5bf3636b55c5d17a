DROP INDEX registrations_by_expiry;
