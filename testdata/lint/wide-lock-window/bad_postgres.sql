-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY);
CREATE TABLE items (id bigint PRIMARY KEY);
-- change:
ALTER TABLE users ADD COLUMN nick text;
ALTER TABLE orders ADD COLUMN note text;
ALTER TABLE items ADD COLUMN note text;
