-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, full_name text NOT NULL, nick text);
CREATE UNIQUE INDEX users_nick ON users (nick);
CREATE INDEX users_name ON users (full_name);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, total numeric(10,2) DEFAULT 0, state text CHECK (state <> ''));
-- change:
CREATE INDEX CONCURRENTLY orders_user ON orders (user_id);
ALTER TABLE users ALTER COLUMN nick SET DEFAULT '';
ALTER TABLE orders VALIDATE CONSTRAINT orders_state_check;
CREATE FUNCTION sync() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER sync BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION sync();
CREATE VIEW nicks AS SELECT nick FROM users;
DROP VIEW IF EXISTS never_there;
DROP INDEX IF EXISTS never_there;
DROP FUNCTION IF EXISTS never_there();
DROP TRIGGER IF EXISTS never_there ON users;
ALTER TABLE users DROP CONSTRAINT IF EXISTS never_there;
