-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE UNIQUE INDEX one_email ON users (email);
-- change:
ALTER TABLE users ADD CONSTRAINT one_email UNIQUE USING INDEX one_email;
