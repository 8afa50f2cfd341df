-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, nick text);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
-- queries:
SELECT id FROM users u WHERE EXISTS (SELECT 1 FROM orders WHERE user_id = u.id AND u.nick = 'x');
-- change:
ALTER TABLE orders ADD COLUMN nick text;
