-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, name text, nick text);
-- change:
REVOKE SELECT ON users FROM web;
ALTER TABLE users OWNER TO admin;
REASSIGN OWNED BY web TO admin;
DROP ROLE web;
