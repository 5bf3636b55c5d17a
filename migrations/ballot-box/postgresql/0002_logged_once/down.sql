DROP INDEX entries_ballot_once;
