-- fixture: dialect=mysql phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, nick varchar(80));
-- change:
TRUNCATE users;
