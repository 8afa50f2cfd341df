CREATE INDEX CONCURRENTLY users_nick ON users (nick);
