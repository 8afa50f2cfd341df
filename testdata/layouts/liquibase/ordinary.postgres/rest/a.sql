-- liquibase formatted sql
-- changeset ann:1
ALTER TABLE notes ADD COLUMN body text;
