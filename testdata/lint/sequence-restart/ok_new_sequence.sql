-- fixture: dialect=mariadb phase=expand
CREATE SEQUENCE numbers;
ALTER SEQUENCE numbers RESTART WITH 10;
