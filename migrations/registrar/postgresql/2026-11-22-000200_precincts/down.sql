DROP TABLE precinct_polls;
DROP TABLE precincts;
