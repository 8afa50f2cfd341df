-- fixture: dialect=postgres phase=expand
-- before:
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE TABLE users (id bigint PRIMARY KEY, feels mood);
-- change:
ALTER TYPE mood RENAME TO mood_old;
CREATE TYPE mood AS ENUM ('sad', 'happy', 'calm');
ALTER TABLE users ALTER COLUMN feels TYPE mood USING feels::text::mood;
DROP TYPE mood_old;
