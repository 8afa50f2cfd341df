-- fixture: dialect=mariadb phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(80), nick varchar(80));
CREATE VIEW names AS SELECT id, name FROM users;
-- change:
ALTER TABLE users DROP COLUMN name;
