-- fixture: dialect=postgres phase=contract
-- refused: cannot drop column total of table orders because other objects depend on it
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, age integer);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, total integer);
CREATE VIEW sums AS SELECT u.id, sum(o.total) AS total FROM users u JOIN orders o ON o.user_id = u.id GROUP BY u.id;
-- change:
ALTER TABLE orders DROP COLUMN total;
