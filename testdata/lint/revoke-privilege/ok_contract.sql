-- fixture: dialect=postgres phase=contract
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, name text, nick text);
-- change:
REVOKE SELECT ON users FROM web;
