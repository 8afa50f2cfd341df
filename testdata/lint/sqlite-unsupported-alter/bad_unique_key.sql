-- fixture: dialect=sqlite phase=contract server=3.53
-- refused: syntax error
-- before:
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
-- change:
ALTER TABLE users ADD CONSTRAINT users_name_key UNIQUE (name);
