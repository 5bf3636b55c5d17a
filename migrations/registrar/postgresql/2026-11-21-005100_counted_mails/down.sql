ALTER TABLE mailings DROP COLUMN failed;
ALTER TABLE mailings DROP COLUMN sent;
ALTER TABLE outbox ADD COLUMN failure TEXT;
DROP TABLE outbox_lost;
