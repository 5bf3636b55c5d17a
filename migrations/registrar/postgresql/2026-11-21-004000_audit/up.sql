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
    hash BYTEA NOT NULL
);
CREATE INDEX audit_by_object ON audit (object);

CREATE FUNCTION audit_is_only_added_to() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit log is only added to';
END
$$;
CREATE TRIGGER audit_is_not_changed BEFORE UPDATE OR DELETE ON audit
FOR EACH ROW EXECUTE FUNCTION audit_is_only_added_to();
CREATE TRIGGER audit_is_not_emptied BEFORE TRUNCATE ON audit
FOR EACH STATEMENT EXECUTE FUNCTION audit_is_only_added_to();
