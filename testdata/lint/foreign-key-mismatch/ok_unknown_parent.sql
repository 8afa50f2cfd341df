-- fixture: dialect=postgres phase=expand
CREATE TABLE orders (id bigint PRIMARY KEY, user_id text REFERENCES elsewhere (id));
