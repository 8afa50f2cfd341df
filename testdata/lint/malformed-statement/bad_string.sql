-- fixture: dialect=postgres phase=expand
CREATE TABLE notes (id bigint);
CREATE TABLE remarks (body text DEFAULT 'none);
