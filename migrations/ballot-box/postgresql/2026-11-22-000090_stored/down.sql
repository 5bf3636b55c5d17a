DROP TABLE stored;
