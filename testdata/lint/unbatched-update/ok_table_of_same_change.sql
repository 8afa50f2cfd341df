-- fixture: dialect=postgres phase=expand
CREATE TABLE notes (id bigint, body text);
UPDATE notes SET body = '';
