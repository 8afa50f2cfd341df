-- Maintenance and virtual tables.
-- not compared: the model does not hold virtual tables
CREATE TABLE t (id INTEGER PRIMARY KEY, a INT);
CREATE INDEX i ON t (a);
REINDEX;
REINDEX t;
REINDEX main.i;
REINDEX NOCASE;
ANALYZE;
ANALYZE main.t;
EXPLAIN SELECT 1;
EXPLAIN QUERY PLAN SELECT * FROM t WHERE a = 1;
VACUUM;
VACUUM main;
CREATE VIRTUAL TABLE f1 USING fts5(title, body, tokenize = 'porter ascii');
CREATE VIRTUAL TABLE IF NOT EXISTS f2 USING fts5 (a, b UNINDEXED, content='t', content_rowid='id');
INSERT INTO f1 (title, body) VALUES ('a', 'b');
INSERT INTO f1 (f1) VALUES ('optimize');
SELECT * FROM f1 WHERE f1 MATCH 'a OR b' ORDER BY rank;
SELECT highlight(f1, 0, '<b>', '</b>') FROM f1('a') WHERE title MATCH 'x';
