DROP TABLE mail_pace;
DROP TABLE ceremonies;
DROP TABLE attempts;
