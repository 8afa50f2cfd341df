-- fixture: dialect=sqlite phase=expand
-- before:
CREATE TABLE tags (id INTEGER PRIMARY KEY, name TEXT);
-- queries:
INSERT INTO tags VALUES (:id, :name);
-- change:
ALTER TABLE tags ADD COLUMN colour TEXT;
