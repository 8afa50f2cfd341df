-- fixture: dialect=postgres phase=expand
-- refused: unique constraint on partitioned table must include all partitioning columns
CREATE TABLE orders (id bigint PRIMARY KEY, at date) PARTITION BY RANGE (at);
