-- fixture: dialect=mysql phase=migrate
-- before:
CREATE TABLE users (id bigint PRIMARY KEY AUTO_INCREMENT, full_name varchar(200) NOT NULL, nick varchar(40) DEFAULT 'none');
-- change:
UPDATE users SET nick = 'none' WHERE nick IS NULL ORDER BY id LIMIT 1000;
DELETE FROM users LIMIT 10;
