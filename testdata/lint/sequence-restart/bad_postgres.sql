-- fixture: dialect=postgres phase=expand
-- before:
CREATE SEQUENCE numbers;
-- change:
ALTER SEQUENCE numbers RESTART WITH 1;
ALTER SEQUENCE numbers MAXVALUE 100 CYCLE;
