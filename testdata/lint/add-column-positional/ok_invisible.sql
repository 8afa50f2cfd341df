-- fixture: dialect=mysql phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(80), nick varchar(80));
CREATE TABLE old_users (id bigint PRIMARY KEY, name varchar(80), nick varchar(80));
CREATE TRIGGER keep BEFORE DELETE ON users FOR EACH ROW INSERT INTO old_users VALUES (OLD.id, OLD.name, OLD.nick);
-- change:
ALTER TABLE old_users ADD COLUMN gone date INVISIBLE;
