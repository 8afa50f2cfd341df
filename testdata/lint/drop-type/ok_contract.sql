-- fixture: dialect=postgres phase=contract
-- before:
CREATE TYPE mood AS ENUM ('sad', 'happy');
-- change:
DROP TYPE mood;
