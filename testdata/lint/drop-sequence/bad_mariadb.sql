-- fixture: dialect=mariadb phase=expand
-- before:
CREATE SEQUENCE numbers;
-- change:
DROP SEQUENCE numbers;
