-- Constraints and the names that they get.
CREATE TABLE parents (id int PRIMARY KEY, a int, b int, UNIQUE (a, b));
CREATE TABLE named (id int CONSTRAINT named_id PRIMARY KEY, a int CONSTRAINT named_once UNIQUE, b int CONSTRAINT named_small CHECK (b < 10), c int CONSTRAINT named_parent REFERENCES parents, d int CONSTRAINT named_needed NOT NULL);
CREATE TABLE unnamed (id int PRIMARY KEY, a int UNIQUE, b int CHECK (b > 0) CHECK (b < 100), c int REFERENCES parents (id) ON DELETE CASCADE ON UPDATE SET NULL, d int CHECK (d > b), UNIQUE (a, b), CHECK (a > 0 AND b > 0), CHECK (true), FOREIGN KEY (a, b) REFERENCES parents (a, b) ON DELETE SET DEFAULT);
CREATE TABLE keys (a int, b int, c int, CONSTRAINT keys_primary PRIMARY KEY (b, a), UNIQUE (c), CONSTRAINT ck CHECK (a <> b) NOT VALID, FOREIGN KEY (c) REFERENCES parents ON DELETE RESTRICT);
CREATE TABLE deferred (a int UNIQUE DEFERRABLE INITIALLY DEFERRED, b int REFERENCES parents DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE selfish (id int PRIMARY KEY, parent int REFERENCES selfish (id) ON DELETE SET NULL, other int REFERENCES selfish);
CREATE TABLE excluded (a int, r int4range, EXCLUDE USING gist (r WITH &&), CONSTRAINT never_twice EXCLUDE USING gist (r WITH &&, int4range(a, a + 1) WITH &&));
CREATE TABLE included (a int, b int, c int, UNIQUE (a) INCLUDE (b), PRIMARY KEY (c) INCLUDE (a));
CREATE TABLE a_long_table_name_that_leaves_little_room_for_names (a_long_column_name_of_this_table_too int UNIQUE CHECK (a_long_column_name_of_this_table_too > 0) REFERENCES parents, b int, UNIQUE (b, a_long_column_name_of_this_table_too));
ALTER TABLE keys VALIDATE CONSTRAINT ck;
ALTER TABLE keys ADD CONSTRAINT late CHECK (c > 0) NOT VALID, ADD UNIQUE (a), ADD CHECK (c < 100);
ALTER TABLE keys ADD FOREIGN KEY (a) REFERENCES parents (id) NOT VALID;
ALTER TABLE keys RENAME CONSTRAINT late TO later;
ALTER TABLE keys DROP CONSTRAINT keys_c_key;
ALTER TABLE unnamed DROP CONSTRAINT unnamed_pkey;
ALTER TABLE unnamed ADD PRIMARY KEY (a, b);
ALTER TABLE named DROP CONSTRAINT IF EXISTS not_there;
ALTER TABLE unnamed ALTER COLUMN b DROP NOT NULL;
CREATE UNIQUE INDEX future_key ON selfish (parent);
ALTER TABLE selfish ADD CONSTRAINT selfish_parent_once UNIQUE USING INDEX future_key;
CREATE UNIQUE INDEX excluded_a ON excluded (a);
ALTER TABLE excluded ADD PRIMARY KEY USING INDEX excluded_a;
ALTER TABLE parents RENAME TO ancestors;
ALTER TABLE ancestors RENAME COLUMN id TO ancestor_id;
ALTER TABLE ancestors DROP CONSTRAINT parents_a_b_key CASCADE;
DROP TABLE ancestors CASCADE;
CREATE TABLE guarded (id int PRIMARY KEY);
DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM information_schema.table_constraints WHERE table_name = 'guarded' AND constraint_type = 'PRIMARY KEY') THEN
    ALTER TABLE guarded ADD PRIMARY KEY (id);
  END IF;
END $$;
