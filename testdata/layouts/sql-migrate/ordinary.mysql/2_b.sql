-- +migrate Up notransaction
ALTER TABLE a ADD COLUMN b int;
-- +migrate Down
ALTER TABLE a DROP COLUMN b;
