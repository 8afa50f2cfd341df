-- fixture: dialect=mysql phase=expand
CREATE PROCEDURE once() SELECT 1;
DROP PROCEDURE once;
