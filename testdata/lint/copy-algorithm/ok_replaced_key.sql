-- fixture: dialect=mysql phase=expand
-- before:
CREATE TABLE links (a int NOT NULL, b int NOT NULL, PRIMARY KEY (a, b));
-- change:
ALTER TABLE links DROP PRIMARY KEY, ADD PRIMARY KEY (b, a);
