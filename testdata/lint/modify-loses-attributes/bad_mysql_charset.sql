-- fixture: dialect=mysql phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, nick varchar(40) COLLATE utf8mb4_bin);
-- change:
ALTER TABLE users MODIFY nick varchar(40);
