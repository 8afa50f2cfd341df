-- fixture: dialect=postgres phase=contract
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, name text, nick text);
-- change:
CREATE POLICY own ON users USING (nick = current_user);
