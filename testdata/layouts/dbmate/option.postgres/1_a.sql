-- migrate:up transaction:off
SELECT 1;
-- migrate:down
