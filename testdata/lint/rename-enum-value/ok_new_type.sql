-- fixture: dialect=postgres phase=expand
CREATE TYPE mood AS ENUM ('sad', 'happy');
ALTER TYPE mood RENAME VALUE 'happy' TO 'glad';
