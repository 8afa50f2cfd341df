-- What SQLite 3.46 added to numbers.
SELECT 1_000 AS a, 0xF_F AS b, 1_0.5_0 AS c, 1e1_0 AS d;
