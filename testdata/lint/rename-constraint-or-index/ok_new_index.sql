-- fixture: dialect=mysql phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, email varchar(80));
-- change:
ALTER TABLE users ADD KEY by_email (email);
ALTER TABLE users RENAME INDEX by_email TO users_email;
