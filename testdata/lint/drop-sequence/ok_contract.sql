-- fixture: dialect=postgres phase=contract
-- before:
CREATE SEQUENCE numbers;
-- change:
DROP SEQUENCE numbers;
