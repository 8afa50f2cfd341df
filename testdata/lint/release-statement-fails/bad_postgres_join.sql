-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, name text);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
-- queries:
SELECT name FROM users JOIN orders ON user_id = users.id;
-- change:
ALTER TABLE orders ADD COLUMN name text;
