-- fixture: dialect=sqlite phase=expand
-- refused: cannot add a STORED column
-- before:
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
INSERT INTO users VALUES (1, 'a');
-- change:
ALTER TABLE users ADD COLUMN upper_name TEXT GENERATED ALWAYS AS (upper(name)) STORED;
