-- fixture: dialect=sqlite phase=contract
-- accepted
-- before:
CREATE TABLE users (id INTEGER PRIMARY KEY, age INTEGER CHECK (age > 0), boss INTEGER REFERENCES users (id));
-- change:
ALTER TABLE users DROP COLUMN age;
ALTER TABLE users DROP COLUMN boss;
