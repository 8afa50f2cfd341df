-- fixture: dialect=sqlite phase=expand
-- before:
CREATE TABLE users (id integer PRIMARY KEY, full_name text NOT NULL, nick text);
CREATE VIEW names AS SELECT id, full_name FROM users;
CREATE INDEX by_name ON users (full_name);
CREATE TRIGGER fill AFTER INSERT ON users BEGIN UPDATE users SET nick = 'x' WHERE id = NEW.id; END;
-- change:
CREATE UNIQUE INDEX one_name ON users (full_name);
DROP VIEW names;
DROP INDEX by_name;
DROP TRIGGER fill;
