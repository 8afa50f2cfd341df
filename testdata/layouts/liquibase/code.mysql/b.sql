--liquibase formatted sql
--changeset ann:b
CREATE TABLE b (id int PRIMARY KEY);
