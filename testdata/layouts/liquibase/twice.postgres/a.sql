--liquibase formatted sql
--changeset ann:1
SELECT 1;
--changeset ann:1
SELECT 1;
