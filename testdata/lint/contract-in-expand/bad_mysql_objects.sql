-- fixture: dialect=mariadb phase=expand
-- before:
CREATE SEQUENCE numbers;
-- change:
ALTER SEQUENCE numbers INCREMENT BY 10;
