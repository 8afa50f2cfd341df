-- fixture: dialect=mysql phase=migrate
-- refused: Column 'name' specified twice
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(50));
-- change:
INSERT INTO users (id, name, name) VALUES (1, 'a', 'b');
