-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, full_name text NOT NULL, nick text);
-- change:
ALTER TABLE users
  ADD COLUMN email text,
  ENABLE ALWAYS RULE quiet;
