DROP TABLE rewritten;
