-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY);
-- change:
ALTER TABLE users ADD COLUMN nick text;
ALTER TABLE users ADD COLUMN token uuid DEFAULT gen_random_uuid();
