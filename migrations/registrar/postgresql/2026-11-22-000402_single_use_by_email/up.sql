-- What was mailed to an address is made void when its account has another password; there may be a link for each voter.
-- Made beside those who vote. If it is cut off, the index stays, invalid and unused; the next start drops it and makes it anew
-- (web/src/db/migrate.rs).
CREATE INDEX CONCURRENTLY IF NOT EXISTS single_use_by_email ON single_use (email);
