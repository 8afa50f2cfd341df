-- fixture: dialect=sqlite phase=expand
-- before:
CREATE TABLE users (id integer PRIMARY KEY, name text, nick text);
CREATE TRIGGER fill AFTER INSERT ON users BEGIN UPDATE users SET nick = NEW.name WHERE id = NEW.id; END;
-- change:
CREATE TABLE users_new (id integer PRIMARY KEY, name text, nick text);
INSERT INTO users_new SELECT * FROM users;
DROP TABLE users;
ALTER TABLE users_new RENAME TO users;
