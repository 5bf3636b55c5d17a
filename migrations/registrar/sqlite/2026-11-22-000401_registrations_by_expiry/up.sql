-- What has expired is looked for every ten minutes; of the rest nothing is read.
CREATE INDEX registrations_by_expiry ON registrations (expires_at);
