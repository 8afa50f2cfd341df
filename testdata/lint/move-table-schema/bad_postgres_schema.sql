-- fixture: dialect=postgres phase=expand
-- before:
CREATE SCHEMA people;
CREATE TABLE people.users (id bigint PRIMARY KEY);
-- change:
ALTER SCHEMA people RENAME TO persons;
