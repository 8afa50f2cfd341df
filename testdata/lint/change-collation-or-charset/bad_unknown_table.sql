-- fixture: dialect=mysql phase=expand
-- change:
ALTER TABLE users CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
