-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, name text, nick text);
CREATE TABLE old_users (id bigint PRIMARY KEY, name text, nick text);
-- change:
ALTER TABLE users ADD COLUMN handle text;
CREATE FUNCTION fill() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.handle := NEW.nick; RETURN NEW; END $$;
CREATE TRIGGER fill BEFORE INSERT OR UPDATE ON users FOR EACH ROW EXECUTE FUNCTION fill();
