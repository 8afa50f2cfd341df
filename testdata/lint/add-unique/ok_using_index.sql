-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint NOT NULL, email text);
CREATE UNIQUE INDEX users_id ON users (id);
-- change:
ALTER TABLE users ADD PRIMARY KEY USING INDEX users_id;
