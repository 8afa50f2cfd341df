CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE {{.prefix}}_log (id bigint PRIMARY KEY);
---- create above / drop below ----
DROP TABLE users;
