-- A log holds each ballot once: with one of them twice it could never be counted. On tables that hold such a log already
-- this fails and nothing changes: see "When a service refuses to start" in the operations manual.
CREATE UNIQUE INDEX entries_ballot_once ON entries (poll, object) WHERE kind = 2;
