-- fixture: dialect=postgres phase=expand
CREATE UNLOGGED TABLE visits (id bigint PRIMARY KEY);
