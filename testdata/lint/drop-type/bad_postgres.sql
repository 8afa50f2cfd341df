-- fixture: dialect=postgres phase=expand
-- before:
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE DOMAIN positive AS int CHECK (VALUE > 0);
CREATE EXTENSION citext;
-- change:
DROP TYPE mood;
DROP DOMAIN positive;
DROP EXTENSION citext;
DROP COLLATION german;
