-- Mails about accounts and passes that were given up, by kind. Only counted: a row would tell who has a pass.
CREATE TABLE outbox_lost (
    kind TEXT NOT NULL PRIMARY KEY,
    mails BIGINT NOT NULL
);
INSERT INTO outbox_lost SELECT kind, count(*) FROM outbox WHERE failure IS NOT NULL GROUP BY kind;
DELETE FROM outbox WHERE failure IS NOT NULL;
ALTER TABLE outbox DROP COLUMN failure;

-- Mails of this mailing that are only counted: reminders that were sent or given up. A list of them would tell who had no
-- pass when they were sent.
ALTER TABLE mailings ADD COLUMN sent BIGINT NOT NULL DEFAULT 0;
ALTER TABLE mailings ADD COLUMN failed BIGINT NOT NULL DEFAULT 0;
UPDATE mailings SET
    sent = (SELECT count(*) FROM deliveries WHERE mailing = mailings.id AND state = 'sent'),
    failed = (SELECT count(*) FROM deliveries WHERE mailing = mailings.id AND state = 'failed')
WHERE kind = 'reminder';
DELETE FROM deliveries
WHERE state IN ('sent', 'failed') AND mailing IN (SELECT id FROM mailings WHERE kind = 'reminder');
