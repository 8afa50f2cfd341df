-- What MySQL 9.0 and later added to the grammar.
CREATE TABLE placed (id int PRIMARY KEY, at VECTOR(3) NOT NULL);
CREATE FUNCTION add_one(a INT) RETURNS INT DETERMINISTIC LANGUAGE JAVASCRIPT AS $$ let b = a; return b + 1; $$;
CREATE PROCEDURE log_it(IN a INT) LANGUAGE JAVASCRIPT AS $js$ console.log("a; $$ b"); $js$;
EXPLAIN FORMAT=JSON INTO @plan SELECT 1;
CREATE VIEW IF NOT EXISTS seen AS SELECT 1 AS a;
