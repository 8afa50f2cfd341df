-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE MATERIALIZED VIEW emails AS SELECT id, email FROM users;
-- change:
DROP MATERIALIZED VIEW emails;
CREATE MATERIALIZED VIEW emails AS SELECT id, lower(email) AS email FROM users WITH NO DATA;
REFRESH MATERIALIZED VIEW emails;
