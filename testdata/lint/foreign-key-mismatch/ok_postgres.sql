-- fixture: dialect=postgres phase=expand
-- accepted
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, email varchar(50), code numeric);
CREATE UNIQUE INDEX users_email ON users (email);
CREATE UNIQUE INDEX users_code ON users (code);
-- change:
CREATE TABLE orders (id bigint PRIMARY KEY, user_id integer REFERENCES users, email text REFERENCES users (email), code integer REFERENCES users (code));
