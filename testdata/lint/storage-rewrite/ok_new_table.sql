-- fixture: dialect=postgres phase=expand
CREATE TABLE visits (id bigint PRIMARY KEY);
ALTER TABLE visits SET TABLESPACE fast;
