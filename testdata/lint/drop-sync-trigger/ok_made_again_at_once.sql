-- fixture: dialect=sqlite phase=expand sent=one_by_one
-- before:
CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT, changed INTEGER);
CREATE TRIGGER keep_changed AFTER UPDATE ON notes BEGIN UPDATE notes SET changed = 1 WHERE id = NEW.id; END;
-- change:
DROP TRIGGER IF EXISTS keep_changed;
CREATE TRIGGER keep_changed AFTER UPDATE ON notes BEGIN UPDATE notes SET changed = 1 WHERE id = NEW.id; END;
