-- fixture: dialect=mariadb phase=contract
-- refused: Unknown column 'emial'
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, email varchar(50));
-- change:
ALTER TABLE users MODIFY emial varchar(60);
