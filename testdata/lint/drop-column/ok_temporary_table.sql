-- fixture: dialect=postgres phase=expand
CREATE TEMPORARY TABLE t (a int, b int);
ALTER TABLE t DROP COLUMN a;
DROP TABLE t;
