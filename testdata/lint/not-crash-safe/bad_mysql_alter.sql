-- fixture: dialect=mysql phase=contract
-- before:
CREATE TABLE visits (id bigint PRIMARY KEY);
-- change:
ALTER TABLE visits ENGINE = MyISAM;
