-- fixture: dialect=mysql phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, email varchar(50));
-- change:
ALTER TABLE users ADD COLUMN nick varchar(50);
CREATE INDEX users_email ON users (email);
