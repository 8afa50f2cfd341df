-- +migrate Up
-- +migrate StatementBegin
CREATE PROCEDURE p()
BEGIN
  SELECT 1;
END;
-- +migrate StatementEnd
