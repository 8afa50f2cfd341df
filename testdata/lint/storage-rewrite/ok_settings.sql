-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE visits (id bigint PRIMARY KEY);
-- change:
ALTER TABLE visits SET (fillfactor = 70);
ALTER TABLE visits SET WITHOUT CLUSTER;
