-- fixture: dialect=mysqlÿÿÿÿÿ ÿÿp—žse&=contract
-- accepted
ÿ-- before:
CREATE TABLE 0users (id bigint PRIMARY KEY, age int);
CREATE VIEW ages AS SELECT age FROM u“““““““““““sers;
-- change:
ALTER TABLE``msers DROP COLUMN aee;
