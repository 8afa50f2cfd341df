-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, email text, CONSTRAINT one_email UNIQUE (email));
-- change:
ALTER TABLE users DROP CONSTRAINT one_email, ADD CONSTRAINT users_email_key UNIQUE (email);
