-- fixture: dialect=mysql phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY AUTO_INCREMENT, full_name varchar(200) NOT NULL, nick varchar(40) DEFAULT 'none');
-- change:
CREATE TABLE users_new LIKE users;
INSERT INTO users_new SELECT * FROM users;
DROP TABLE users;
RENAME TABLE users_new TO users;
