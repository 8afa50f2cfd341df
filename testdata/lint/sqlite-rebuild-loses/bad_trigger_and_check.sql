-- fixture: dialect=sqlite phase=contract
-- before:
CREATE TABLE users (id INTEGER PRIMARY KEY, age INTEGER, CONSTRAINT grown CHECK (age > 17));
CREATE TRIGGER adult BEFORE INSERT ON users WHEN NEW.age < 18 BEGIN SELECT RAISE(ABORT, 'too young'); END;
-- change:
CREATE TABLE users_new (id INTEGER PRIMARY KEY, age INTEGER, nick TEXT);
INSERT INTO users_new (id, age) SELECT id, age FROM users;
DROP TABLE users;
ALTER TABLE users_new RENAME TO users;
