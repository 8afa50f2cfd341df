-- fixture: dialect=postgres phase=expand
CREATE TABLE users (id bigint PRIMARY KEY, email text);
REINDEX TABLE users;
