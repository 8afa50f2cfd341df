-- fixture: dialect=mariadb phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY);
-- change:
ALTER TABLE users ADD COLUMN x varchar(40) DEFAULT (uuid());
