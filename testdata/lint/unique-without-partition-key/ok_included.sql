-- fixture: dialect=postgres phase=expand
-- accepted
CREATE TABLE orders (id bigint, at date, PRIMARY KEY (at, id)) PARTITION BY RANGE (at);
