-- fixture: dialect=sqlite phase=migrate
-- accepted
-- before:
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
-- change:
INSERT INTO users (id, name, name) VALUES (1, 'a', 'b');
