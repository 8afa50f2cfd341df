-- fixture: dialect=mysql phase=expand
-- before:
CREATE TABLE tags (id bigint PRIMARY KEY, name varchar(40));
-- queries:
INSERT INTO tags VALUES (?, ?);
INSERT INTO tags (id, name) VALUES (?, ?);
-- change:
ALTER TABLE tags ADD COLUMN colour varchar(40);
