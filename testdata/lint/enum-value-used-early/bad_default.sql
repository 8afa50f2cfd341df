-- fixture: dialect=postgres phase=expand
-- refused: unsafe use of new value "sad" of enum type mood
-- before:
CREATE TYPE mood AS ENUM ('ok');
CREATE TABLE users (id bigint PRIMARY KEY);
-- change:
ALTER TYPE mood ADD VALUE 'sad';
ALTER TABLE users ADD COLUMN feels mood DEFAULT 'sad';
