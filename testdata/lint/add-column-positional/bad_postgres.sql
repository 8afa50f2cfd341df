-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, name text, nick text);
CREATE TABLE old_users (id bigint PRIMARY KEY, name text, nick text);
CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO old_users SELECT * FROM users WHERE id = OLD.id; RETURN OLD; END $$;
CREATE TRIGGER keep BEFORE DELETE ON users FOR EACH ROW EXECUTE FUNCTION keep();
-- change:
ALTER TABLE users ADD COLUMN gone text;
