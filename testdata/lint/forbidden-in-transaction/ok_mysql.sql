-- fixture: dialect=mysql phase=expand sent=in_transaction
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, email varchar(50));
-- change:
CREATE INDEX users_email ON users (email);
