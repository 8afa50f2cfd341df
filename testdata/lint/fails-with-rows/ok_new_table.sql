-- fixture: dialect=sqlite phase=expand
-- accepted
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
ALTER TABLE users ADD COLUMN seen TEXT DEFAULT CURRENT_TIMESTAMP;
