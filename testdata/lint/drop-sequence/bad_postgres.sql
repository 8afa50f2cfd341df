-- fixture: dialect=postgres phase=expand
-- before:
CREATE SEQUENCE numbers;
-- change:
DROP SEQUENCE numbers;
