-- fixture: dialect=mysql phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, full_name varchar(80) NOT NULL, nick varchar(80));
CREATE VIEW names AS SELECT id, full_name FROM users;
-- change:
DROP VIEW names;
