-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, email varchar(80), nick varchar(40), CONSTRAINT one_nick UNIQUE (nick));
-- change:
ALTER TABLE users ADD CONSTRAINT one_email UNIQUE (email);
CREATE UNIQUE INDEX CONCURRENTLY low_email ON users (lower(email));
