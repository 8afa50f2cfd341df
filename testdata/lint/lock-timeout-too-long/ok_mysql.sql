-- fixture: dialect=mysql phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY);
-- change:
SET lock_wait_timeout = 5;
ALTER TABLE users ADD COLUMN nick varchar(50);
