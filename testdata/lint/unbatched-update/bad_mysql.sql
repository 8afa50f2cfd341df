-- fixture: dialect=mysql phase=migrate
-- before:
CREATE TABLE users (id bigint PRIMARY KEY AUTO_INCREMENT, full_name varchar(200) NOT NULL, nick varchar(40) DEFAULT 'none');
-- change:
UPDATE users u SET u.nick = 'none' WHERE u.id > 100;
