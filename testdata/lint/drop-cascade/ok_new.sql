-- fixture: dialect=postgres phase=expand
CREATE TABLE users (id bigint PRIMARY KEY, name text);
CREATE VIEW names AS SELECT name FROM users;
DROP TABLE users CASCADE;
