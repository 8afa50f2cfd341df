-- fixture: dialect=postgres phase=expand
-- accepted
-- before:
CREATE TYPE mood AS ENUM ('ok');
CREATE TABLE users (id bigint PRIMARY KEY, feels mood);
-- change:
ALTER TYPE mood ADD VALUE 'sad';
INSERT INTO users (id, feels) VALUES (1, 'ok');
ALTER TYPE mood ADD VALUE 'glad' AFTER 'sad';
