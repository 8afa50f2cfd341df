-- fixture: dialect=mysql phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, email varchar(80), nick varchar(40), CONSTRAINT one_nick UNIQUE (nick));
-- change:
ALTER TABLE users DROP INDEX one_nick;
