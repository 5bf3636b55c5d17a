-- What has expired is looked for every ten minutes; of the rest nothing is read.
CREATE INDEX sessions_by_expiry ON sessions (expires_at);
