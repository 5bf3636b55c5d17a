-- Out of the way of its officers: on no list but that of the archive.
ALTER TABLE polls ADD COLUMN archived BOOLEAN NOT NULL DEFAULT FALSE;
