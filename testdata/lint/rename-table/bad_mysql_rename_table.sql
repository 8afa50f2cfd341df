-- fixture: dialect=mysql phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY AUTO_INCREMENT, full_name varchar(200) NOT NULL, nick varchar(40) DEFAULT 'none');
CREATE TABLE notes (id int);
-- change:
RENAME TABLE users TO people, notes TO remarks;
