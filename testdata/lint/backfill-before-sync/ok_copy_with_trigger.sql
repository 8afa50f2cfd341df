-- fixture: dialect=postgres phase=migrate
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, full_name text NOT NULL, nick text);
-- expand:
CREATE TABLE nicks (user_id bigint PRIMARY KEY, nick text NOT NULL);
CREATE FUNCTION copy_nick() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO nicks VALUES (NEW.id, NEW.nick) ON CONFLICT (user_id) DO UPDATE SET nick = NEW.nick;
  RETURN NULL;
END $$;
CREATE TRIGGER copy_nick AFTER INSERT OR UPDATE ON users FOR EACH ROW EXECUTE FUNCTION copy_nick();
-- change:
-- sluice:backfill name=nicks
INSERT INTO nicks (user_id, nick) SELECT id, nick FROM users WHERE nick IS NOT NULL ON CONFLICT DO NOTHING;
