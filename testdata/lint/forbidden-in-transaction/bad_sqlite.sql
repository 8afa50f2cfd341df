-- fixture: dialect=sqlite phase=expand sent=in_transaction
-- refused: cannot VACUUM from within a transaction
-- before:
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT);
-- change:
VACUUM;
