-- fixture: dialect=postgres phase=expand
-- accepted
CREATE TABLE orders (id bigint PRIMARY KEY, at date);
