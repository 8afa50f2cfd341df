-- fixture: dialect=mysql phase=expand sent=one_by_one
-- accepted
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, email varchar(50));
-- change:
START TRANSACTION;
INSERT INTO users VALUES (1, 'a');
COMMIT;
ALTER TABLE users ADD COLUMN nick varchar(50);
