-- fixture: dialect=mysql phase=contract
-- accepted
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(50));
-- change:
CREATE INDEX users_lower ON users ((lower(name)));
ALTER TABLE users ADD CONSTRAINT named CHECK (name <> '') NOT ENFORCED;
