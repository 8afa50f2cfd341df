-- fixture: dialect=postgres phase=migrate
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, name text);
CREATE TABLE archive (id bigint PRIMARY KEY, name text);
-- change:
WITH gone AS (DELETE FROM users RETURNING *) INSERT INTO archive SELECT * FROM gone;
