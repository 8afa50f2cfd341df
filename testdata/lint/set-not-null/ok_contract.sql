-- fixture: dialect=mysql phase=contract
-- before:
CREATE TABLE users (id bigint PRIMARY KEY AUTO_INCREMENT, full_name varchar(200) NOT NULL, nick varchar(40) DEFAULT 'none');
-- change:
ALTER TABLE users MODIFY nick varchar(40) NOT NULL DEFAULT 'none';
