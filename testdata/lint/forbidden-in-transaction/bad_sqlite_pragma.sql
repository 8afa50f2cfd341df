-- fixture: dialect=sqlite phase=expand sent=in_transaction
-- accepted
-- before:
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT);
-- change:
PRAGMA foreign_keys = OFF;
