-- fixture: dialect=postgres phase=expand
-- refused: unsafe use of new value "sad" of enum type mood
-- before:
CREATE TYPE mood AS ENUM ('ok');
CREATE TABLE users (id bigint PRIMARY KEY, feels mood);
-- change:
ALTER TYPE mood ADD VALUE 'sad';
INSERT INTO users (id, feels) VALUES (1, 'sad');
