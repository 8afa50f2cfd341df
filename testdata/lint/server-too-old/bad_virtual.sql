-- fixture: dialect=postgres phase=expand
-- refused: syntax error
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, name text);
-- change:
ALTER TABLE users ADD COLUMN upper_name text GENERATED ALWAYS AS (upper(name)) VIRTUAL;
