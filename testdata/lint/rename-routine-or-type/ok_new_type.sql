-- fixture: dialect=postgres phase=expand
CREATE TYPE mood AS ENUM ('sad', 'happy');
ALTER TYPE mood RENAME TO feeling;
