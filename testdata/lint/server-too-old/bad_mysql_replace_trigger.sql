-- fixture: dialect=mysql phase=expand
-- refused: You have an error in your SQL syntax
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(50));
-- change:
CREATE OR REPLACE TRIGGER lower_name BEFORE INSERT ON users FOR EACH ROW SET NEW.name = lower(NEW.name);
