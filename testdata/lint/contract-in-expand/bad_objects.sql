-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, full_name text NOT NULL, nick text);
CREATE TYPE mood AS ENUM ('sad', 'happy');
-- change:
DROP TYPE mood;
ALTER SEQUENCE numbers RESTART WITH 1;
ALTER SEQUENCE numbers INCREMENT BY 10;
REVOKE SELECT ON users FROM web;
TRUNCATE users;
CREATE POLICY own ON users USING (nick = current_user);
DO $$
BEGIN
  IF EXISTS (SELECT 1 FROM users) THEN
    ALTER TABLE users ALTER COLUMN full_name DROP NOT NULL;
  END IF;
END $$;
ALTER TABLE users OWNER TO admin;
REASSIGN OWNED BY web TO admin;
