-- fixture: dialect=mysql phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(80), nick varchar(80));
-- change:
CREATE TRIGGER fill BEFORE INSERT ON users FOR EACH ROW SET NEW.nick = NEW.name;
