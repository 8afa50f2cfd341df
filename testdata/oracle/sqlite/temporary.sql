-- Views and triggers of the session.
-- not compared: the model holds them although the catalogue of main does not
CREATE TABLE t (id INTEGER PRIMARY KEY, a INT);
CREATE TEMP VIEW v3 AS SELECT 1;
CREATE TEMPORARY VIEW IF NOT EXISTS v4 (q) AS VALUES (1);
CREATE TEMP TRIGGER g6 AFTER DELETE ON main.t BEGIN SELECT 1; END;
