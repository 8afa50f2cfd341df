-- fixture: dialect=mysql phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY);
-- change:
SET @@session.lock_wait_timeout = 3600;
ALTER TABLE users ADD COLUMN nick varchar(50);
