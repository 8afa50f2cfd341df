--liquibase formatted sql
CREATE TABLE a (id integer PRIMARY KEY);
--changeset ann:1
SELECT 1;
