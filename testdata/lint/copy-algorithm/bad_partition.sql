-- fixture: dialect=mariadb phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY);
-- change:
ALTER TABLE users PARTITION BY HASH (id) PARTITIONS 4;
