-- fixture: dialect=sqlite phase=expand
-- before:
CREATE TABLE users (id integer PRIMARY KEY, email varchar(80), nick varchar(40));
-- change:
CREATE UNIQUE INDEX one_email ON users (email, nick);
