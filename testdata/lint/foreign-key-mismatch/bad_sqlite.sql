-- fixture: dialect=sqlite phase=expand
-- refused: foreign key mismatch
-- before:
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT);
-- change:
CREATE TABLE orders (id INTEGER PRIMARY KEY, email TEXT REFERENCES users (email));
INSERT INTO orders VALUES (1, 'a');
