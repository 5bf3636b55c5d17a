DROP TABLE dispatches;
DROP TABLE outbox;
DROP TABLE issuances;
DROP TABLE roll;
DROP TABLE polls;
DROP TABLE sessions;
DROP TABLE registrations;
DROP TABLE accounts;
