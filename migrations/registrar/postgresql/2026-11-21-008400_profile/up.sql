-- The name of the zone whose clocks its owner goes by; null: those of each poll.
ALTER TABLE accounts ADD COLUMN zone TEXT;
