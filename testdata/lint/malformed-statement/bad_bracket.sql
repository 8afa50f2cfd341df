-- fixture: dialect=mysql phase=expand
CREATE TABLE notes (id bigint, body text;
CREATE TABLE remarks (id int);
