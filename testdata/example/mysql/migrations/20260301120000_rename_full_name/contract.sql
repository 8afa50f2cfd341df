-- The triggers go first: a trigger on a dropped column would fail every write.
DROP TRIGGER users_name_insert;
DROP TRIGGER users_name_update;
ALTER TABLE users DROP COLUMN full_name;
