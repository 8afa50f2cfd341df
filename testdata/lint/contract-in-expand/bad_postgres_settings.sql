-- fixture: dialect=postgres phase=expand
-- before:
CREATE SEQUENCE numbers;
CREATE DOMAIN positive AS int DEFAULT 1;
CREATE TABLE users (id bigint PRIMARY KEY);
-- change:
ALTER SEQUENCE numbers INCREMENT BY 10;
ALTER DOMAIN positive DROP DEFAULT;
CREATE RULE quiet AS ON DELETE TO users DO INSTEAD NOTHING;
