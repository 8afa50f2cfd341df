-- fixture: dialect=mysql phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY AUTO_INCREMENT, full_name varchar(80) NOT NULL, nick varchar(80) DEFAULT 'none', visits int NOT NULL DEFAULT 0);
-- change:
ALTER TABLE users ADD COLUMN a int NOT NULL DEFAULT 1;
ALTER TABLE users MODIFY a int NULL;
