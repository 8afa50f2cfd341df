-- fixture: dialect=postgres phase=expand
-- accepted
-- before:
CREATE TYPE mood AS ENUM ('ok');
CREATE TABLE users (id bigint PRIMARY KEY, name text);
-- change:
ALTER TYPE mood ADD VALUE 'sad';
INSERT INTO users (id, name) VALUES (1, 'sad');
