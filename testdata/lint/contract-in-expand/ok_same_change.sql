-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, full_name text NOT NULL, nick text);
-- change:
ALTER TABLE users ADD COLUMN email text, ADD COLUMN phone text CHECK (phone <> '');
ALTER TABLE users ADD CONSTRAINT one_email UNIQUE (email);
CREATE UNIQUE INDEX CONCURRENTLY one_phone ON users (phone);
DROP INDEX one_phone;
ALTER TABLE users ALTER COLUMN email TYPE varchar(200), ALTER COLUMN email SET DEFAULT 'a', ALTER COLUMN email SET DEFAULT 'b', ALTER COLUMN email DROP DEFAULT;
CREATE VIEW names AS SELECT id FROM users;
CREATE OR REPLACE VIEW names AS SELECT id, email FROM users;
DROP VIEW names;
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));
ALTER TABLE orders ADD CHECK (user_id > 0);
ALTER TABLE orders DROP CONSTRAINT orders_user_id_fkey;
