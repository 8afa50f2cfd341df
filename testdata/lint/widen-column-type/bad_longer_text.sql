-- fixture: dialect=mysql phase=expand
-- before:
CREATE TABLE notes (id bigint PRIMARY KEY, body text NOT NULL, picture blob, title varchar(80));
-- change:
ALTER TABLE notes MODIFY body longtext NOT NULL, MODIFY picture mediumblob, MODIFY title text;
