-- fixture: dialect=mysql phase=contract
-- accepted
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(50));
-- change:
TRUNCATE users;
