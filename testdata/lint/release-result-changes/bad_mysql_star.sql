-- fixture: dialect=mysql phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, nick varchar(40));
-- queries:
SELECT * FROM users;
SELECT id, nick FROM users;
-- change:
ALTER TABLE users ADD COLUMN name varchar(40);
