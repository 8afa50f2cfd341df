ALTER TABLE teams ADD COLUMN name varchar(40);
ALTER TABLE orders ADD COLUMN age integer;
ALTER TABLE tags ADD COLUMN extra integer;
ALTER TABLE orders RENAME COLUMN note TO remark;
ALTER TABLE users DROP COLUMN team_id;
ALTER TABLE orders ADD COLUMN nick varchar(40);
ALTER TABLE events RENAME TO happenings;
ALTER TABLE users RENAME COLUMN nick TO handle;
CREATE VIEW events AS SELECT id, name AS what FROM tags;
