-- fixture: dialect=mysql phase=expand
-- before:
CREATE TABLE tags (id bigint PRIMARY KEY, name varchar(40));
-- queries:
INSERT INTO tags VALUES (?, ?);
SELECT * FROM tags;
-- change:
ALTER TABLE tags ADD COLUMN colour varchar(40) INVISIBLE;
