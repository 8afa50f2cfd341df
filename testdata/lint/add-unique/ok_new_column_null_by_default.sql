-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE notes (id bigint PRIMARY KEY, body text);
-- change:
ALTER TABLE notes ADD COLUMN uid text;
ALTER TABLE notes ADD COLUMN token text DEFAULT gen_random_uuid();
ALTER TABLE notes ADD COLUMN place text NOT NULL DEFAULT '';
CREATE UNIQUE INDEX notes_uid ON notes (uid);
CREATE UNIQUE INDEX notes_token ON notes (token);
CREATE UNIQUE INDEX notes_place ON notes (place) WHERE place <> '';
