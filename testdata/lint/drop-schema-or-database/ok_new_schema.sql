-- fixture: dialect=postgres phase=expand
CREATE SCHEMA people;
DROP SCHEMA people;
