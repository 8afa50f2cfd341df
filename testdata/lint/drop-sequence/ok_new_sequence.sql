-- fixture: dialect=mariadb phase=expand
CREATE SEQUENCE numbers;
DROP SEQUENCE numbers;
