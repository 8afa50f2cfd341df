-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE SEQUENCE numbers;
-- change:
ALTER SEQUENCE numbers OWNED BY users.id;
