-- fixture: dialect=postgres phase=expand
CREATE TABLE users (id bigint PRIMARY KEY);
LOCK TABLE users IN ACCESS EXCLUSIVE MODE;
