-- What was mailed to an address is made void when its account has another password; there may be a link for each voter.
CREATE INDEX single_use_by_email ON single_use (email);
