-- The new column, and triggers that keep both columns equal, whichever of them a release writes.
ALTER TABLE users ADD COLUMN display_name TEXT;

CREATE TRIGGER users_name_insert AFTER INSERT ON users
WHEN NEW.full_name IS NOT NEW.display_name
BEGIN
  UPDATE users
  SET full_name = coalesce(NEW.display_name, NEW.full_name),
      display_name = coalesce(NEW.display_name, NEW.full_name)
  WHERE id = NEW.id;
END;

CREATE TRIGGER users_name_update AFTER UPDATE OF full_name, display_name ON users
WHEN NEW.full_name IS NOT NEW.display_name
BEGIN
  UPDATE users
  SET full_name = CASE WHEN NEW.display_name IS NOT OLD.display_name
                       THEN NEW.display_name ELSE NEW.full_name END,
      display_name = CASE WHEN NEW.display_name IS NOT OLD.display_name
                          THEN NEW.display_name ELSE NEW.full_name END
  WHERE id = NEW.id;
END;
