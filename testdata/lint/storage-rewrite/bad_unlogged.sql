-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE visits (id bigint PRIMARY KEY);
-- change:
ALTER TABLE visits SET UNLOGGED;
