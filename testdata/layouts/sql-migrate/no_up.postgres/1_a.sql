-- +migrate Down
DROP TABLE a;
