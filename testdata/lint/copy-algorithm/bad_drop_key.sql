-- fixture: dialect=mysql phase=expand
-- before:
CREATE TABLE links (a int, b int, PRIMARY KEY (a, b));
-- change:
ALTER TABLE links DROP PRIMARY KEY;
