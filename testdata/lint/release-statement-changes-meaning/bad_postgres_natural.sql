-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, nick text);
CREATE TABLE profiles (id bigint PRIMARY KEY, words text);
-- queries:
SELECT words FROM users NATURAL JOIN profiles;
-- change:
ALTER TABLE profiles ADD COLUMN nick text;
