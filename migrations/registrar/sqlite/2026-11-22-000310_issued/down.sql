DROP TABLE issued;
