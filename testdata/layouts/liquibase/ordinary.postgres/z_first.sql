--liquibase formatted sql

--changeset ann:1 labels:"a b" context:prod
--comment: the beginning
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE notes (id bigint PRIMARY KEY);
--rollback DROP TABLE users;
--rollback DROP TABLE notes;

--changeset bob:index runInTransaction:false
CREATE INDEX CONCURRENTLY users_id ON users (id);

-- changeset ann:"the third" dbms:mysql,mariadb
ALTER TABLE users ENGINE = InnoDB;

--changeset ann:4 dbms:!mysql endDelimiter:/
CREATE FUNCTION one() RETURNS integer LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END $$
/
ALTER TABLE users ADD COLUMN nick text
/

--changeset ann:5
--ignoreLines:start
THIS IS NOTHING;
--ignoreLines:end
ALTER TABLE users ADD COLUMN age integer DEFAULT ${age};
