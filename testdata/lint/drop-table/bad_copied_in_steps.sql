-- fixture: dialect=sqlite phase=expand sent=one_by_one
-- before:
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT DEFAULT "", nick TEXT UNIQUE);
CREATE INDEX users_nick ON users (nick);
CREATE UNIQUE INDEX users_email ON users (email);
-- change:
CREATE TABLE users_new (id INTEGER PRIMARY KEY, email TEXT DEFAULT '', nick TEXT UNIQUE);
INSERT INTO users_new SELECT id, email, nick FROM users;
DROP TABLE users;
ALTER TABLE users_new RENAME TO users;
CREATE UNIQUE INDEX users_email_key ON users (email);
