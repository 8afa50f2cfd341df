-- sluice:no-transaction
CREATE TABLE a (id integer PRIMARY KEY);
