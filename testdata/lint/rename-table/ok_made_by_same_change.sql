-- fixture: dialect=postgres phase=expand
CREATE TABLE peple (id int);
ALTER TABLE peple RENAME TO people;
