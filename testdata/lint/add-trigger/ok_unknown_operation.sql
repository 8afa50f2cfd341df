-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE FUNCTION tell() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  CASE TG_OP
    WHEN 'INSERT', 'UPDATE' THEN PERFORM pg_notify('users', NEW.id::text);
    ELSE RAISE EXCEPTION 'unexpected operation %', TG_OP;
  END CASE;
  RETURN NEW;
END $$;
-- change:
CREATE TRIGGER tell_users BEFORE INSERT OR UPDATE ON users FOR EACH ROW EXECUTE FUNCTION tell();
