-- fixture: dialect=sqlite phase=expand
-- before:
CREATE TABLE pairs (a TEXT NOT NULL, b TEXT NOT NULL, PRIMARY KEY (a, b));
-- change:
ALTER TABLE pairs RENAME TO pairs_old;
CREATE TABLE pairs (a TEXT NOT NULL, b TEXT NOT NULL, PRIMARY KEY (a, b)) WITHOUT ROWID;
INSERT INTO pairs SELECT a, b FROM pairs_old;
DROP TABLE pairs_old;
