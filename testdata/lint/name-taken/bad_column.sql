-- fixture: dialect=mysql phase=expand
-- refused: Duplicate column name
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(50));
-- change:
ALTER TABLE users ADD COLUMN Name varchar(60);
