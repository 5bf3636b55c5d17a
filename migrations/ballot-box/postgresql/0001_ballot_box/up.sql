-- The ballot box. No column of any table holds a person, an address or a time, and nothing counts arrivals:
-- ballots are keyed by a random value, and at the close their rows are rewritten in its order, in one transaction.

-- Every poll ever accepted. Rows are never deleted, so a slug is never used twice.
CREATE TABLE polls (
    id       BYTEA NOT NULL PRIMARY KEY CHECK (octet_length(id) = 32),
    slug     TEXT UNIQUE,
    manifest TEXT NOT NULL
);

-- One row for each ballot that was promised, keyed by the voter's random one-time key.
CREATE TABLE ballots (
    poll   BYTEA NOT NULL REFERENCES polls (id),
    nonce  BYTEA NOT NULL CHECK (octet_length(nonce) = 32),
    hash   BYTEA NOT NULL CHECK (octet_length(hash) = 32),
    ballot BYTEA NOT NULL,
    PRIMARY KEY (poll, nonce),
    UNIQUE (poll, hash)
);

-- The public log: entry = kind byte and SHA-256 of the object (protocol section 8).
CREATE TABLE entries (
    poll   BYTEA NOT NULL REFERENCES polls (id),
    idx    BIGINT NOT NULL CHECK (idx >= 0),
    kind   SMALLINT NOT NULL CHECK (kind BETWEEN 1 AND 5),
    object BYTEA NOT NULL CHECK (octet_length(object) = 32),
    PRIMARY KEY (poll, idx)
);
CREATE INDEX entries_by_object ON entries (poll, object);

-- Every checkpoint that was ever signed for publication.
CREATE TABLE checkpoints (
    poll BYTEA NOT NULL REFERENCES polls (id),
    size BIGINT NOT NULL CHECK (size > 0),
    note TEXT NOT NULL,
    PRIMARY KEY (poll, size)
);

CREATE TABLE notices (
    poll BYTEA NOT NULL REFERENCES polls (id),
    seq  BIGINT NOT NULL CHECK (seq > 0),
    note TEXT NOT NULL,
    PRIMARY KEY (poll, seq)
);

CREATE TABLE issuance (
    poll BYTEA NOT NULL PRIMARY KEY REFERENCES polls (id),
    note TEXT NOT NULL
);

CREATE TABLE assets (
    poll   BYTEA NOT NULL REFERENCES polls (id),
    number BIGINT NOT NULL CHECK (number > 0),
    note   TEXT NOT NULL,
    PRIMARY KEY (poll, number)
);

CREATE TABLE results (
    poll   BYTEA NOT NULL REFERENCES polls (id),
    number BIGINT NOT NULL CHECK (number > 0),
    note   TEXT NOT NULL,
    PRIMARY KEY (poll, number)
);

-- The box's own log of all polls it ever accepted (protocol section 4).
CREATE TABLE box_log (
    idx  BIGINT NOT NULL PRIMARY KEY CHECK (idx >= 0),
    poll BYTEA NOT NULL UNIQUE REFERENCES polls (id)
);
