-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, name text, nick text);
CREATE TABLE old_users (id bigint PRIMARY KEY, name text, nick text);
CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO old_users VALUES (OLD.id, OLD.name, OLD.nick); RETURN OLD; END $$;
CREATE TRIGGER keep BEFORE DELETE ON users FOR EACH ROW EXECUTE FUNCTION keep();
-- change:
ALTER TABLE old_users ADD COLUMN gone text;
