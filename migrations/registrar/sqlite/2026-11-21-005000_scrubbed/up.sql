-- The state in which the poll's rows were last rewritten so that nothing is left of their order and of what was erased.
ALTER TABLE polls ADD COLUMN scrubbed_in TEXT;
