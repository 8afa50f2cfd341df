-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY);
-- change:
LOCK users IN SHARE ROW EXCLUSIVE MODE;
