-- fixture: dialect=postgres phase=contract
-- before:
CREATE SEQUENCE numbers;
-- change:
ALTER SEQUENCE numbers RESTART WITH 1;
