-- What admins, officers, commands and the registrar itself did; never what a voter did. Rows are added and stay.
CREATE TABLE audit (
    -- From 1, without gaps.
    seq BIGINT NOT NULL PRIMARY KEY,
    -- Seconds since 1970-01-01T00:00:00Z.
    at BIGINT NOT NULL,
    -- These three repeat parts of the record, for searching.
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    object TEXT NOT NULL,
    -- One line of JSON.
    record TEXT NOT NULL,
    -- SHA-256(hash of the record before || record); 32 zero bytes before the first.
    hash BLOB NOT NULL
);
CREATE INDEX audit_by_object ON audit (object);

CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END;
CREATE TRIGGER audit_is_not_shortened BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END;
