-- fixture: dialect=postgres phase=contract
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, full_name text NOT NULL, nick text);
CREATE VIEW names AS SELECT id, full_name FROM users;
CREATE FUNCTION shout(t text) RETURNS text LANGUAGE sql AS 'SELECT upper(t)';
CREATE FUNCTION fill() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.nick := 'x'; RETURN NEW; END $$;
CREATE TRIGGER fill BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION fill();
-- change:
ALTER TABLE users ADD CONSTRAINT one_name UNIQUE (full_name);
DROP TRIGGER fill ON users;
DROP FUNCTION fill();
DROP VIEW names;
