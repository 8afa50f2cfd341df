-- fixture: dialect=mariadb phase=expand
-- before:
CREATE FUNCTION twice(n int) RETURNS int DETERMINISTIC RETURN n * 2;
-- change:
CREATE OR REPLACE FUNCTION twice(n int) RETURNS int DETERMINISTIC RETURN n * 3;
