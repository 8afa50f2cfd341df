-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, email varchar(80), nick varchar(40), CONSTRAINT one_nick UNIQUE (nick));
CREATE UNIQUE INDEX one_email ON users (email);
-- change:
DROP INDEX CONCURRENTLY one_email;
