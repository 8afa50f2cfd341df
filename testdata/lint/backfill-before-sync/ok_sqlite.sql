-- fixture: dialect=sqlite phase=migrate
-- before:
CREATE TABLE users (id integer PRIMARY KEY, full_name text NOT NULL, nick text);
-- expand:
ALTER TABLE users ADD COLUMN display_name text;
CREATE TRIGGER sync_insert AFTER INSERT ON users BEGIN
  UPDATE users SET display_name = NEW.full_name WHERE id = NEW.id;
END;
CREATE TRIGGER sync_update AFTER UPDATE OF full_name ON users BEGIN
  UPDATE users SET display_name = NEW.full_name WHERE id = NEW.id;
END;
-- change:
-- sluice:backfill name=display_name
UPDATE users SET display_name = full_name WHERE display_name IS NOT full_name;
