-- What has expired is looked for every ten minutes; of the rest nothing is read.
-- Made beside those who vote. If it is cut off, the index stays, invalid and unused; the next start drops it and makes it anew
-- (web/src/db/migrate.rs).
CREATE INDEX CONCURRENTLY IF NOT EXISTS sessions_by_expiry ON sessions (expires_at);
