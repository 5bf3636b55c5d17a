-- Passkeys of accounts (WebAuthn): public keys, and nothing that would sign in anybody who reads it.
CREATE TABLE passkeys (
    id TEXT PRIMARY KEY NOT NULL,
    account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    -- Under which its device knows it.
    credential BLOB NOT NULL UNIQUE,
    name TEXT NOT NULL,
    -- JSON: public key, signature counter and what else is needed to check it.
    passkey TEXT NOT NULL,
    -- In days since 1970.
    added_on BIGINT NOT NULL
) WITHOUT ROWID;
CREATE INDEX passkeys_by_account ON passkeys (account);
