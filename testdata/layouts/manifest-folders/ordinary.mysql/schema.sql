CREATE TABLE a (id int PRIMARY KEY, b int, c int);
