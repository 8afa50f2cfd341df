-- fixture: dialect=mysql phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, age int);
-- change:
ALTER TABLE users ADD COLUMN nick varchar(50), ROW_FORMAT=COMPRESSED;
