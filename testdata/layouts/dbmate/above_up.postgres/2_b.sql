-- a note may
SET search_path TO app;
-- migrate:up
CREATE TABLE b (id bigint PRIMARY KEY);
-- migrate:down
