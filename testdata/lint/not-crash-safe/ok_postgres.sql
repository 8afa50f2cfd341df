-- fixture: dialect=postgres phase=expand
CREATE TABLE visits (id bigint PRIMARY KEY, unlogged boolean);
