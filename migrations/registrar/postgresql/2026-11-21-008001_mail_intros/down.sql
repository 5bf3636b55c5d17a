DROP TABLE mail_intros;
