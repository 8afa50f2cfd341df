-- fixture: dialect=mysql phase=contract
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(80), nick varchar(80));
CREATE TRIGGER fill BEFORE INSERT ON users FOR EACH ROW SET NEW.nick = NEW.name;
-- change:
ALTER TABLE users RENAME COLUMN nick TO handle;
