-- fixture: dialect=postgres phase=migrate
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, name text);
-- change:
DO $$ BEGIN UPDATE users SET name = 'x' WHERE id = 1; END $$;
