-- fixture: dialect=postgres phase=contract
-- accepted
-- before:
CREATE TABLE base (id bigint PRIMARY KEY, email text);
CREATE TABLE users AS SELECT * FROM base;
-- change:
ALTER TABLE users DROP COLUMN email;
