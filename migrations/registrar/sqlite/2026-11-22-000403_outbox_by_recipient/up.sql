-- Who asks what is known of them reads no mail of another.
CREATE INDEX outbox_by_recipient ON outbox (recipient);
