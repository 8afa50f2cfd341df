ALTER TABLE users ADD COLUMN nick text;
CREATE INDEX CONCURRENTLY by_nick ON users (nick);
