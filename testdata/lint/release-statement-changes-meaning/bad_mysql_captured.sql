-- fixture: dialect=mysql phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, nick varchar(40));
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
-- queries:
SELECT id FROM users WHERE EXISTS (SELECT 1 FROM orders WHERE user_id = users.id AND nick = 'x');
-- change:
ALTER TABLE orders ADD COLUMN nick varchar(40);
