-- The second factor: a TOTP secret, encrypted under the key-encryption key.
ALTER TABLE accounts ADD COLUMN totp_secret BYTEA;
-- The time step of the last code that was accepted, so that none is accepted twice; null until the first one is, and
-- till then the factor is not asked for.
ALTER TABLE accounts ADD COLUMN totp_step BIGINT;

-- Codes for who has lost the device, as SHA-256 over the account's id and the code; each works once.
CREATE TABLE recovery_codes (
    account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    code_hash BYTEA NOT NULL,
    PRIMARY KEY (account, code_hash)
);
