-- fixture: dialect=postgres phase=contract
-- before:
CREATE TABLE visits (id bigint PRIMARY KEY);
-- change:
ALTER TABLE visits SET UNLOGGED;
