-- fixture: dialect=mysql phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(80), nick varchar(80));
CREATE TABLE old_users (id bigint PRIMARY KEY, name varchar(80), nick varchar(80));
-- change:
ALTER TABLE users ADD COLUMN handle varchar(80);
CREATE TRIGGER fill BEFORE INSERT ON users FOR EACH ROW SET NEW.handle = NEW.nick;
CREATE TRIGGER back BEFORE UPDATE ON users FOR EACH ROW SET NEW.nick = NEW.handle;
