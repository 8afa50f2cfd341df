-- fixture: dialect=mysql phase=contract
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, email varchar(80), KEY by_email (email));
-- change:
ALTER TABLE users RENAME INDEX by_email TO users_email;
