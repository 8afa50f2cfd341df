-- The trigger goes first: a trigger on a dropped column would fail every write.
DROP TRIGGER users_name_sync ON users;
DROP FUNCTION users_name_sync();
ALTER TABLE users DROP COLUMN full_name;
