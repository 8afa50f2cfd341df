-- fixture: dialect=mysql phase=contract
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(80), nick varchar(80));
CREATE TABLE old_users (id bigint PRIMARY KEY, name varchar(80), nick varchar(80));
-- change:
ALTER TABLE users DROP COLUMN nick;
ALTER TABLE users ADD COLUMN handle varchar(80);
