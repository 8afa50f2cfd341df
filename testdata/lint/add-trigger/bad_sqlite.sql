-- fixture: dialect=sqlite phase=expand
-- before:
CREATE TABLE users (id integer PRIMARY KEY, name text, nick text);
-- change:
CREATE TRIGGER forbid BEFORE DELETE ON users BEGIN SELECT RAISE(ABORT, 'no'); END;
