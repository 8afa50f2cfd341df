-- fixture: dialect=mysql phase=migrate
-- before:
CREATE TABLE users (id bigint PRIMARY KEY AUTO_INCREMENT, full_name varchar(200) NOT NULL, nick varchar(40) DEFAULT 'none');
-- expand:
ALTER TABLE users ADD COLUMN display_name varchar(200);
DELIMITER //
CREATE TRIGGER sync_insert BEFORE INSERT ON users FOR EACH ROW BEGIN
  SET NEW.display_name = NEW.full_name;
END//
CREATE TRIGGER sync_update BEFORE UPDATE ON users FOR EACH ROW BEGIN
  SET NEW.display_name = NEW.full_name;
END//
DELIMITER ;
-- change:
-- sluice:backfill name=display_name
UPDATE users SET display_name = full_name WHERE NOT (display_name <=> full_name);
