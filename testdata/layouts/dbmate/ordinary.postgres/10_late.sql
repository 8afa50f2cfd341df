-- a note
-- migrate:up
CREATE TABLE late (id bigint PRIMARY KEY);

-- migrate:down
DROP TABLE late;
