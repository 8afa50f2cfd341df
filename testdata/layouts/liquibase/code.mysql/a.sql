--liquibase formatted sql
--changeset ann:a endDelimiter:\n//
CREATE PROCEDURE p()
BEGIN
  SELECT 1;
END
//
