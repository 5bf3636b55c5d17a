-- Who asks what is known of them reads no mail of another.
-- Made beside those who vote. If it is cut off, the index stays, invalid and unused; the next start drops it and makes it anew
-- (web/src/db/migrate.rs).
CREATE INDEX CONCURRENTLY IF NOT EXISTS outbox_by_recipient ON outbox (recipient);
