-- fixture: dialect=mysql phase=expand
-- change:
ALTER TABLE users MODIFY email varchar(80) NOT NULL, MODIFY nick varchar(80) NOT NULL;
ALTER TABLE orders CHANGE total sum int NOT NULL;
