-- fixture: dialect=postgres phase=expand
-- before:
CREATE UNLOGGED TABLE visits (id bigint PRIMARY KEY);
-- change:
ALTER TABLE visits SET LOGGED;
