-- fixture: dialect=mysql phase=contract
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(80), nick varchar(80));
CREATE VIEW names AS SELECT id, name FROM users;
-- change:
ALTER TABLE users RENAME COLUMN name TO full_name;
RENAME TABLE users TO people;
DROP TABLE people;
