-- fixture: dialect=mariadb phase=contract
-- accepted
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(50), KEY by_name (name));
-- change:
ALTER TABLE users RENAME COLUMN name TO full_name;
ALTER TABLE users RENAME INDEX by_name TO by_full_name;
ALTER TABLE users DROP COLUMN IF EXISTS nick;
