-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, email text, CONSTRAINT one_email UNIQUE (email));
-- change:
ALTER TABLE users RENAME CONSTRAINT one_email TO users_email;
ALTER INDEX users_email RENAME TO the_email;
