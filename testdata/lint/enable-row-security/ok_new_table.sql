-- fixture: dialect=postgres phase=expand
CREATE TABLE notes (id bigint PRIMARY KEY);
CREATE POLICY own ON notes USING (id > 0);
