-- fixture: dialect=mysql phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, bio text);
-- change:
ALTER TABLE users ADD FULLTEXT INDEX words (bio);
