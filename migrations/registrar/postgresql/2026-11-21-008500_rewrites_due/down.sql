DROP TABLE rewrites_due;
