-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, full_name text NOT NULL, nick text);
-- change:
ALTER TABLE ONLY public."users"
  ADD COLUMN display_name text,
  DROP COLUMN IF EXISTS nick CASCADE,
  DROP full_name;
