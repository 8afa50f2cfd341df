-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, full_name text NOT NULL, nick text);
CREATE UNIQUE INDEX users_nick ON users (nick);
CREATE INDEX users_name ON users (full_name);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, total numeric(10,2) DEFAULT 0, state text CHECK (state <> ''));
-- change:
ALTER TABLE users ADD CONSTRAINT one_name UNIQUE (full_name);
ALTER TABLE users ADD CONSTRAINT short CHECK (length(nick) < 40) NOT VALID;
ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
ALTER TABLE orders ADD CONSTRAINT apart EXCLUDE USING gist (user_id WITH =);
CREATE UNIQUE INDEX CONCURRENTLY orders_user ON orders (user_id);
ALTER TABLE orders DROP CONSTRAINT orders_state_check;
