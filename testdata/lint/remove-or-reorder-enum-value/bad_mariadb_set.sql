-- fixture: dialect=mariadb phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, flags set('a','b'));
-- change:
ALTER TABLE users MODIFY flags set('b','a');
