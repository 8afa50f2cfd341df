-- fixture: dialect=postgres phase=expand
CREATE TABLE a (id int PRIMARY KEY);
CREATE TABLE b (a int, CONSTRAINT f FOREIGN KEY (a) REFERENCES a (id));
ALTER TABLE b DROP CONSTRAINT f;
