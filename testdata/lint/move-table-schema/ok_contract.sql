-- fixture: dialect=postgres phase=contract
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, full_name text NOT NULL, nick text);
-- change:
ALTER TABLE users SET SCHEMA people;
