-- fixture: dialect=mysql phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, full_name varchar(80) NOT NULL, nick varchar(80));
-- change:
CREATE PROCEDURE change_users()
BEGIN
  IF EXISTS (SELECT 1 FROM information_schema.COLUMNS WHERE COLUMN_NAME = 'nick') THEN
    ALTER TABLE users MODIFY full_name varchar(80);
  END IF;
END;
CALL change_users();
DROP PROCEDURE change_users;
