-- fixture: dialect=mysql phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, age int, CONSTRAINT grown CHECK (age > 17) NOT ENFORCED);
-- change:
ALTER TABLE users ALTER CHECK grown ENFORCED;
