-- fixture: dialect=mysql phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, email varchar(80), nick varchar(80) NOT NULL) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;
-- change:
ALTER TABLE users ENGINE=MyISAM, CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
