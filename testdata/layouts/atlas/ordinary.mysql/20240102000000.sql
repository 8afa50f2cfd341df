-- atlas:txmode none
-- atlas:delimiter "\n//"

CREATE PROCEDURE p()
BEGIN
  SELECT 1;
END
//
ALTER TABLE a ADD COLUMN b int
//
