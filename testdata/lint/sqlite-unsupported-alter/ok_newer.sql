-- fixture: dialect=sqlite phase=contract server=3.53
-- before:
CREATE TABLE users (id INTEGER PRIMARY KEY, age INTEGER, CONSTRAINT grown CHECK (age >= 18));
-- change:
ALTER TABLE users DROP CONSTRAINT grown;
ALTER TABLE users ADD CONSTRAINT grown CHECK (age >= 21);
ALTER TABLE users ALTER COLUMN age SET NOT NULL;
