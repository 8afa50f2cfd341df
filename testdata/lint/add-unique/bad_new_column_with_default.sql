-- fixture: dialect=sqlite phase=expand
-- before:
CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT);
-- change:
ALTER TABLE notes ADD COLUMN uid TEXT NOT NULL DEFAULT '';
UPDATE notes SET uid = printf('%08x', id) WHERE uid = '';
CREATE UNIQUE INDEX notes_uid ON notes (uid);
