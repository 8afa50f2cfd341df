-- fixture: dialect=mysql phase=expand
CREATE TABLE notes (id bigint PRIMARY KEY, body text);
ALTER TABLE notes DROP COLUMN body;
