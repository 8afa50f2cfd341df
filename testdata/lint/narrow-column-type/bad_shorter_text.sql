-- fixture: dialect=mysql phase=expand
-- before:
CREATE TABLE notes (id bigint PRIMARY KEY, body longtext NOT NULL);
-- change:
ALTER TABLE notes MODIFY body text NOT NULL;
