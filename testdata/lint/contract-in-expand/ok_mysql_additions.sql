-- fixture: dialect=mysql phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY AUTO_INCREMENT, full_name varchar(200) NOT NULL, nick varchar(40) DEFAULT 'none');
-- change:
ALTER TABLE users MODIFY full_name varchar(300) NOT NULL;
ALTER TABLE users ADD INDEX by_name (full_name), ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE users ADD COLUMN email varchar(100), ADD UNIQUE KEY one_email (email);
CREATE TRIGGER fill BEFORE INSERT ON users FOR EACH ROW SET NEW.email = NEW.nick;
