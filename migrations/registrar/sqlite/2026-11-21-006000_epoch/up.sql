-- How often all sessions of the account ended at once (another password, a second factor, signing out everywhere). Who
-- began to sign in before gets no session after it.
ALTER TABLE accounts ADD COLUMN epoch BIGINT NOT NULL DEFAULT 0;
