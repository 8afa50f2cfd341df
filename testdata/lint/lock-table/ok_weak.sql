-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY);
-- change:
LOCK TABLE users IN ROW EXCLUSIVE MODE;
