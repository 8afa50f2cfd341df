-- fixture: dialect=postgres phase=contract
-- before:
CREATE SCHEMA people;
-- change:
DROP SCHEMA people;
