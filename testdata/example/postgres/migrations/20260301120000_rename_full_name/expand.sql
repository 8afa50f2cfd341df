-- The new column, and a trigger that keeps both columns equal, whichever of them a release writes.
ALTER TABLE users ADD COLUMN display_name text;

CREATE FUNCTION users_name_sync() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    NEW.display_name := coalesce(NEW.display_name, NEW.full_name);
    NEW.full_name := NEW.display_name;
  ELSIF NEW.display_name IS DISTINCT FROM OLD.display_name THEN
    NEW.full_name := NEW.display_name;
  ELSIF NEW.full_name IS DISTINCT FROM OLD.full_name THEN
    NEW.display_name := NEW.full_name;
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER users_name_sync BEFORE INSERT OR UPDATE ON users
FOR EACH ROW EXECUTE FUNCTION users_name_sync();
