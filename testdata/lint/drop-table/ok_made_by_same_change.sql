-- fixture: dialect=postgres phase=expand
CREATE TABLE scratch (id int);
DROP TABLE scratch;
