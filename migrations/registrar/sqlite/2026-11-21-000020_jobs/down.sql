DROP TABLE staged_voters;
DROP TABLE roll_uploads;
DROP TABLE jobs;
