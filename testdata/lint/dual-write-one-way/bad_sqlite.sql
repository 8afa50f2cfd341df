-- fixture: dialect=sqlite phase=expand
-- before:
CREATE TABLE users (id integer PRIMARY KEY, name text, nick text);
CREATE TABLE old_users (id integer PRIMARY KEY, name text, nick text);
-- change:
ALTER TABLE users ADD COLUMN handle text;
CREATE TRIGGER fill AFTER INSERT ON users BEGIN UPDATE users SET handle = NEW.nick WHERE id = NEW.id; END;
