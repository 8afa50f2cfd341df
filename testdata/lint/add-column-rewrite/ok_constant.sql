-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY);
-- change:
ALTER TABLE users ADD COLUMN x text NOT NULL DEFAULT 'none';
