-- fixture: dialect=mysql phase=expand sent=one_by_one
-- refused: Duplicate entry '1'
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, email varchar(50));
-- change:
START TRANSACTION;
INSERT INTO users VALUES (1, 'a');
CREATE TABLE orders (id bigint PRIMARY KEY);
ROLLBACK;
INSERT INTO users VALUES (1, 'b');
