-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE facts (id bigint PRIMARY KEY, name text);
CREATE VIEW people AS SELECT id, name FROM facts;
-- change:
DROP VIEW people;
CREATE TABLE people (id bigint PRIMARY KEY, name text);
CREATE INDEX people_name ON people (name);
