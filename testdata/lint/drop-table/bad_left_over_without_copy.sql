-- fixture: dialect=sqlite phase=expand sent=one_by_one
-- before:
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT);
-- change:
ALTER TABLE users RENAME TO users_old;
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL DEFAULT '');
DROP TABLE users_old;
