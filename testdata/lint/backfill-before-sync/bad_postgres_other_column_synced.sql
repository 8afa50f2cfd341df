-- fixture: dialect=postgres phase=migrate
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, full_name text NOT NULL, nick text);
-- expand:
ALTER TABLE users ADD COLUMN display_name text;
CREATE FUNCTION sync_name() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.nick := NEW.full_name;
  RETURN NEW;
END $$;
CREATE TRIGGER sync_name BEFORE INSERT OR UPDATE ON users FOR EACH ROW EXECUTE FUNCTION sync_name();
-- change:
-- sluice:backfill name=display_name
UPDATE users SET display_name = full_name WHERE display_name IS DISTINCT FROM full_name;
