-- fixture: dialect=mysql phase=contract
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, email varchar(80));
CREATE INDEX by_email ON users (email);
-- change:
DROP INDEX by_email ON users;
CREATE INDEX by_id ON users (id);
