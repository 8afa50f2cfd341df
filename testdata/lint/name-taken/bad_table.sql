-- fixture: dialect=postgres phase=expand
-- refused: relation "users" already exists
-- before:
CREATE TABLE users (id bigint PRIMARY KEY);
-- change:
CREATE TABLE users (id bigint PRIMARY KEY, name text);
