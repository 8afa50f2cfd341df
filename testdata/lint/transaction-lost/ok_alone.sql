-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
-- change:
SET maintenance_work_mem = '1GB';
CREATE INDEX CONCURRENTLY users_email ON users (email);
