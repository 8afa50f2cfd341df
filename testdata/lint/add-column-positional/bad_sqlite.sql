-- fixture: dialect=sqlite phase=expand
-- before:
CREATE TABLE users (id integer PRIMARY KEY, name text, nick text);
CREATE TABLE old_users (id integer PRIMARY KEY, name text, nick text);
CREATE TRIGGER keep AFTER DELETE ON users BEGIN INSERT INTO old_users VALUES (OLD.id, OLD.name, OLD.nick); END;
-- change:
ALTER TABLE old_users ADD COLUMN gone text;
