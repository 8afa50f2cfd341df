-- fixture: dialect=mysql phase=expand sent=one_by_one
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, email varchar(50));
-- change:
START TRANSACTION;
INSERT INTO users VALUES (1, 'a');
ROLLBACK;
