-- fixture: dialect=mysql phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, visits int NOT NULL, likes int NOT NULL);
-- change:
ALTER TABLE users MODIFY visits bigint NOT NULL, MODIFY likes bigint NOT NULL;
