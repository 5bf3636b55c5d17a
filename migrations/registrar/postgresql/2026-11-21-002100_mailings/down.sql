ALTER TABLE roll DROP COLUMN no_reminders;
DROP TABLE mail_texts;
DROP TABLE deliveries;
DROP TABLE mailings;
