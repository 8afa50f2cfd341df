-- fixture: dialect=mysql phase=expand
CREATE TEMPORARY TABLE scratch (id int);
DROP TEMPORARY TABLE scratch;
