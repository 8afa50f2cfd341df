-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE sales (day date, amount integer);
-- change:
CREATE MATERIALIZED VIEW daily AS SELECT day, sum(amount) AS amount FROM sales GROUP BY day;
REFRESH MATERIALIZED VIEW daily;
