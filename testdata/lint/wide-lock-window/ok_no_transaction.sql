-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY);
-- change:
-- sluice:no-transaction
ALTER TABLE users ADD COLUMN nick text;
ALTER TABLE orders ADD COLUMN note text;
