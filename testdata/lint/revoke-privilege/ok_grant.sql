-- fixture: dialect=mysql phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(80), nick varchar(80));
-- change:
GRANT SELECT ON users TO 'web'@'%';
