-- fixture: dialect=mysql phase=expand
-- before:
CREATE TABLE logins (at datetime);
-- change:
ALTER TABLE logins ADD COLUMN a varchar(20) NOT NULL DEFAULT '', ADD COLUMN b bigint NOT NULL AUTO_INCREMENT PRIMARY KEY;
ALTER TABLE logins ADD COLUMN c int GENERATED ALWAYS AS (year(at)) STORED NOT NULL;
ALTER TABLE logins ADD COLUMN d varchar(20);
