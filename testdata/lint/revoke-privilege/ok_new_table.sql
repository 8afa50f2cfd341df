-- fixture: dialect=postgres phase=expand
CREATE TABLE notes (id bigint PRIMARY KEY);
ALTER TABLE notes OWNER TO admin;
