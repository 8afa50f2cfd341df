-- fixture: dialect=sqlite phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, email varchar(80), nick varchar(40), CONSTRAINT one_nick UNIQUE (nick));
-- change:
CREATE TABLE users_new (id bigint, email varchar(80), nick varchar(40), CONSTRAINT one_nick UNIQUE (nick));
INSERT INTO users_new (id, email, nick) SELECT id, email, nick FROM users;
DROP TABLE users;
ALTER TABLE users_new RENAME TO users;
