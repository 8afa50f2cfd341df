-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE links (a int, b int NOT NULL);
-- change:
ALTER TABLE links ADD PRIMARY KEY (a, b);
