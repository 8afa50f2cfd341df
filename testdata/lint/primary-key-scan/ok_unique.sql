-- fixture: dialect=postgres phase=contract
-- before:
CREATE TABLE users (id bigint, email text);
CREATE UNIQUE INDEX users_id ON users (id);
-- change:
ALTER TABLE users ADD CONSTRAINT users_key UNIQUE USING INDEX users_id;
