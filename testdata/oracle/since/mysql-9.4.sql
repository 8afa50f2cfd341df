-- What MySQL 9.2 to 9.4 added to the grammar.
CREATE LIBRARY IF NOT EXISTS tools LANGUAGE JAVASCRIPT AS $$ export function f(n) { return n; } $$;
CREATE FUNCTION by_tools(a INT) RETURNS INT LANGUAGE JAVASCRIPT USING (tools AS t) AS $mle$ return t.f(a); $mle$;
ALTER LIBRARY tools COMMENT 'what by_tools uses';
DROP LIBRARY IF EXISTS tools;
CREATE OR REPLACE JSON RELATIONAL DUALITY VIEW orders_document AS SELECT JSON_DUALITY_OBJECT('_id': id, 'total': total) FROM orders;
CREATE JSON DUALITY VIEW orders_written AS SELECT JSON_DUALITY_OBJECT(WITH (INSERT, UPDATE) '_id': id, 'lines': (SELECT JSON_ARRAYAGG(JSON_DUALITY_OBJECT('n': n)) FROM order_lines WHERE order_lines.order_id = orders.id)) FROM orders;
