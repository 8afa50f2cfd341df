-- The new column, and triggers that keep both columns equal, whichever of them a release writes.
ALTER TABLE users ADD COLUMN display_name varchar(200);

CREATE TRIGGER users_name_insert BEFORE INSERT ON users FOR EACH ROW
BEGIN
  SET NEW.display_name = coalesce(NEW.display_name, NEW.full_name);
  SET NEW.full_name = NEW.display_name;
END;

CREATE TRIGGER users_name_update BEFORE UPDATE ON users FOR EACH ROW
BEGIN
  IF NOT (NEW.display_name <=> OLD.display_name) THEN
    SET NEW.full_name = NEW.display_name;
  ELSEIF NOT (NEW.full_name <=> OLD.full_name) THEN
    SET NEW.display_name = NEW.full_name;
  END IF;
END;
