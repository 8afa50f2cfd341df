-- fixture: dialect=postgres phase=expand
-- refused: unsupported PRIMARY KEY constraint with partition key definition
CREATE TABLE orders (id bigint, at timestamp, PRIMARY KEY (id, at)) PARTITION BY RANGE (date_trunc('day', at));
