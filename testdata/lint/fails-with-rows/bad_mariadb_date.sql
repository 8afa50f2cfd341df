-- fixture: dialect=mariadb phase=contract
-- refused: Incorrect date value
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(50));
INSERT INTO users VALUES (1, 'a');
-- change:
ALTER TABLE users ADD COLUMN born date NOT NULL;
