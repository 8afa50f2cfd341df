-- fixture: dialect=mysql phase=expand
CREATE TABLE visits (id bigint PRIMARY KEY, engine varchar(20) COMMENT 'ENGINE=MEMORY') ENGINE=InnoDB;
CREATE TEMPORARY TABLE ids (id bigint) ENGINE=MEMORY;
