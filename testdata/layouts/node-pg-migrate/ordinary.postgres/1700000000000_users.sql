-- Up Migration
CREATE TABLE users (id bigint PRIMARY KEY);

-- Down Migration
DROP TABLE users;
