-- fixture: dialect=sqlite phase=expand
-- before:
CREATE TABLE users (id integer PRIMARY KEY, email varchar(80), nick varchar(40), CONSTRAINT one_nick UNIQUE (nick));
-- change:
CREATE TABLE t (a int);
CREATE UNIQUE INDEX i ON t (a);
DROP INDEX i;
