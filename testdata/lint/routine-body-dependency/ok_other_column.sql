-- fixture: dialect=mysql phase=contract
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(80), nick varchar(80));
CREATE TRIGGER trim_name BEFORE INSERT ON users FOR EACH ROW SET NEW.name = trim(NEW.name);
-- change:
ALTER TABLE users DROP COLUMN nick;
