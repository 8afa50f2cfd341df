-- migrate:up transaction:false
CREATE INDEX CONCURRENTLY late_id ON late (id);
-- migrate:down transaction:false
DROP INDEX CONCURRENTLY late_id;
-- migrate:up
CREATE TABLE users (id bigint PRIMARY KEY);
-- migrate:down
