-- fixture: dialect=mariadb phase=expand
CREATE TABLE visits (id bigint PRIMARY KEY) engine MyISAM;
