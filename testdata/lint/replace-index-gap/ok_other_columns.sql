-- fixture: dialect=mysql phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, tenant int, email varchar(80), nick varchar(80), KEY by_email (tenant, email));
-- change:
DROP INDEX by_email ON users;
CREATE INDEX by_nick ON users (tenant, nick);
