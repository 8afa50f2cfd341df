-- fixture: dialect=postgres phase=expand
-- before:
CREATE SCHEMA people;
CREATE TABLE people.users (id bigint PRIMARY KEY);
-- change:
DROP SCHEMA people CASCADE;
