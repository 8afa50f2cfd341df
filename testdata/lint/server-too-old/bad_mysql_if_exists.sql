-- fixture: dialect=mysql phase=contract
-- refused: You have an error in your SQL syntax
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(50));
-- change:
ALTER TABLE users DROP COLUMN IF EXISTS name;
