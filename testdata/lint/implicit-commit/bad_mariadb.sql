-- fixture: dialect=mariadb phase=expand sent=one_by_one
-- refused: Duplicate entry '1'
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, email varchar(50));
-- change:
BEGIN;
INSERT INTO users VALUES (1, 'a');
ALTER TABLE users ADD COLUMN nick varchar(50);
ROLLBACK;
INSERT INTO users (id) VALUES (1);
