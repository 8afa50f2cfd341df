-- fixture: dialect=mysql phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY AUTO_INCREMENT, full_name varchar(200) NOT NULL, nick varchar(40) DEFAULT 'none');
CREATE TABLE orders (id int PRIMARY KEY, user_id bigint, total int NOT NULL DEFAULT 0, KEY by_user (user_id), UNIQUE KEY one_total (total));
CREATE TRIGGER stamp BEFORE INSERT ON orders FOR EACH ROW SET NEW.total = 1;
-- change:
ALTER TABLE users MODIFY full_name varchar(100) NOT NULL;
ALTER TABLE users MODIFY nick varchar(40) DEFAULT 'other';
ALTER TABLE users MODIFY nick varchar(40) COLLATE utf8mb4_bin DEFAULT 'other';
ALTER TABLE users MODIFY nick varchar(40) COLLATE utf8mb4_bin;
ALTER TABLE orders MODIFY total int;
ALTER TABLE orders ADD UNIQUE KEY one_order (user_id), ADD CONSTRAINT c CHECK (total > 0), ADD FOREIGN KEY (user_id) REFERENCES users (id);
ALTER TABLE orders ALTER COLUMN total DROP DEFAULT;
DROP INDEX by_user ON orders;
ALTER TABLE orders DROP KEY one_total, DROP PRIMARY KEY;
DROP TRIGGER stamp;
