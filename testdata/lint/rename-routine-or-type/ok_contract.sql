-- fixture: dialect=postgres phase=contract
-- before:
CREATE TYPE mood AS ENUM ('sad', 'happy');
-- change:
ALTER TYPE mood RENAME TO feeling;
