CREATE TABLE b (id integer PRIMARY KEY);
--- down migration
DROP TABLE b;
