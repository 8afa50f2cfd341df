-- fixture: dialect=sqlite phase=expand
CREATE TABLE users (id INTEGER PRIMARY KEY);
DELETE FROM users;
