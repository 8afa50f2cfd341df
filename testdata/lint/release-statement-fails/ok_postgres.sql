-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, name text);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
-- queries:
SELECT users.name FROM users JOIN orders ON user_id = users.id;
INSERT INTO orders VALUES ($1, $2);
-- change:
ALTER TABLE orders ADD COLUMN name text;
