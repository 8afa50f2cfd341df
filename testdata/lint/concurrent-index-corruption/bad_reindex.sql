-- fixture: dialect=postgres phase=expand server=14.1
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
-- change:
REINDEX TABLE CONCURRENTLY users;
