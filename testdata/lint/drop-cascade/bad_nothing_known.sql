-- fixture: dialect=postgres phase=contract
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, name text);
-- change:
DROP TABLE users CASCADE;
