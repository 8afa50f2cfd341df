-- fixture: dialect=postgres phase=expand server=17
-- accepted
-- before:
CREATE TABLE users (id bigint PRIMARY KEY);
-- change:
CREATE TYPE mood AS ENUM ('ok');
ALTER TYPE mood ADD VALUE 'sad';
ALTER TABLE users ADD COLUMN feels mood DEFAULT 'sad';
