-- fixture: dialect=postgres phase=expand
-- refused: unsafe use of new value "sad" of enum type mood
-- before:
CREATE TABLE users (id bigint PRIMARY KEY);
-- change:
CREATE TYPE mood AS ENUM ('ok');
ALTER TYPE mood ADD VALUE 'sad';
ALTER TABLE users ADD COLUMN feels mood DEFAULT 'sad';
