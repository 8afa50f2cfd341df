-- fixture: dialect=sqlite phase=expand
-- refused: Cannot add a REFERENCES column with non-NULL default value
-- before:
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
INSERT INTO users VALUES (1, 'a');
-- change:
ALTER TABLE users ADD COLUMN boss INTEGER DEFAULT 1 REFERENCES users (id);
