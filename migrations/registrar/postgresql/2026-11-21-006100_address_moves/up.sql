-- Addresses of voters that were corrected after publication: the entry gets no pass until the old address had time to
-- object. Gone with the entry of the roll.
CREATE TABLE address_moves (
    voter TEXT NOT NULL PRIMARY KEY REFERENCES roll (id) ON DELETE CASCADE,
    old_email TEXT NOT NULL,
    -- The id of the account that corrected it, which may be gone.
    moved_by TEXT NOT NULL,
    held_until BIGINT NOT NULL,
    -- Of the word in the link by which the old address is kept.
    undo_hash BYTEA NOT NULL UNIQUE,
    -- The address that collected the pass afterwards.
    pass_to TEXT
);
