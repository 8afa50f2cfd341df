-- fixture: dialect=postgres phase=expand
-- before:
CREATE TYPE mood AS ENUM ('sad', 'happy');
-- change:
ALTER TYPE mood ADD VALUE 'calm' BEFORE 'happy';
ALTER TYPE elsewhere ADD VALUE 'b';
