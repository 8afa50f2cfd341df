-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE billing.users (id bigint, nick text);
CREATE TABLE users (id bigint);
-- change:
ALTER TABLE billing.users DROP COLUMN nick;
ALTER TABLE users DROP COLUMN IF EXISTS nick;
