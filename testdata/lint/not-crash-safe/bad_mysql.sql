-- fixture: dialect=mysql phase=expand
CREATE TABLE visits (id bigint PRIMARY KEY) ENGINE=MEMORY DEFAULT CHARSET=utf8mb4;
