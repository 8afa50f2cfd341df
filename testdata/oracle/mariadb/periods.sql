-- Application time.
-- not compared: a period stands in a key for its two columns
CREATE TABLE m2 (a INT);
CREATE TABLE m13 (a INT, s DATE, e DATE, PERIOD FOR booked (s, e), UNIQUE (a, booked WITHOUT OVERLAPS));
ALTER TABLE m2 ADD COLUMN s DATE, ADD COLUMN e DATE;
ALTER TABLE m2 ADD PERIOD FOR span (s, e);
ALTER TABLE m2 ADD UNIQUE (a, span WITHOUT OVERLAPS);
ALTER TABLE m2 DROP PERIOD FOR span;
ALTER TABLE m2 DROP PERIOD IF EXISTS FOR span;
