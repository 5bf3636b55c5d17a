-- The ballot box. No column of any table holds a person, an address or a time, and nothing counts arrivals:
-- rows are kept in the order of random or published keys (WITHOUT ROWID), never in the order in which they came.

-- Every poll ever accepted. Rows are never deleted, so a slug is never used twice.
CREATE TABLE polls (
    id       BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    slug     TEXT UNIQUE,
    manifest TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- One row for each ballot that was promised, keyed by the voter's random one-time key.
CREATE TABLE ballots (
    poll   BLOB NOT NULL REFERENCES polls (id),
    nonce  BLOB NOT NULL CHECK (length(nonce) = 32),
    hash   BLOB NOT NULL CHECK (length(hash) = 32),
    ballot BLOB NOT NULL,
    PRIMARY KEY (poll, nonce),
    UNIQUE (poll, hash)
) STRICT, WITHOUT ROWID;

-- The public log: entry = kind byte and SHA-256 of the object (protocol section 8).
CREATE TABLE entries (
    poll   BLOB NOT NULL REFERENCES polls (id),
    idx    INTEGER NOT NULL CHECK (idx >= 0),
    kind   INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 5),
    object BLOB NOT NULL CHECK (length(object) = 32),
    PRIMARY KEY (poll, idx)
) STRICT, WITHOUT ROWID;
CREATE INDEX entries_by_object ON entries (poll, object);

-- Every checkpoint that was ever signed for publication.
CREATE TABLE checkpoints (
    poll BLOB NOT NULL REFERENCES polls (id),
    size INTEGER NOT NULL CHECK (size > 0),
    note TEXT NOT NULL,
    PRIMARY KEY (poll, size)
) STRICT, WITHOUT ROWID;

CREATE TABLE notices (
    poll BLOB NOT NULL REFERENCES polls (id),
    seq  INTEGER NOT NULL CHECK (seq > 0),
    note TEXT NOT NULL,
    PRIMARY KEY (poll, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE issuance (
    poll BLOB NOT NULL PRIMARY KEY REFERENCES polls (id),
    note TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE assets (
    poll   BLOB NOT NULL REFERENCES polls (id),
    number INTEGER NOT NULL CHECK (number > 0),
    note   TEXT NOT NULL,
    PRIMARY KEY (poll, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE results (
    poll   BLOB NOT NULL REFERENCES polls (id),
    number INTEGER NOT NULL CHECK (number > 0),
    note   TEXT NOT NULL,
    PRIMARY KEY (poll, number)
) STRICT, WITHOUT ROWID;

-- The box's own log of all polls it ever accepted (protocol section 4).
CREATE TABLE box_log (
    idx  INTEGER NOT NULL PRIMARY KEY CHECK (idx >= 0),
    poll BLOB NOT NULL UNIQUE REFERENCES polls (id)
) STRICT, WITHOUT ROWID;
