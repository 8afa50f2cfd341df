-- fixture: dialect=postgres phase=expand
-- before:
CREATE TYPE mood AS ENUM ('sad', 'happy');
-- change:
ALTER TYPE mood RENAME VALUE 'happy' TO 'glad';
ALTER TYPE elsewhere RENAME VALUE 'a' TO 'b';
