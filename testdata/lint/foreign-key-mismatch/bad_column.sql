-- fixture: dialect=postgres phase=expand
-- refused: column "key" referenced in foreign key constraint does not exist
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
-- change:
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (key));
