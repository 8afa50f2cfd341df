-- fixture: dialect=postgres phase=expand
CREATE TABLE users (id bigint PRIMARY KEY, name text);
TRUNCATE users;
