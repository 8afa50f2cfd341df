-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, full_name text NOT NULL, nick text);
ALTER TABLE users RENAME TO people;
-- change:
CREATE TABLE users (id bigint, a text);
ALTER TABLE users DROP COLUMN a;
ALTER TABLE users RENAME TO persons;
