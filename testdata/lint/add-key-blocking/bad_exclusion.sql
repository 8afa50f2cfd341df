-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, age int);
-- change:
ALTER TABLE users ADD CONSTRAINT one_age EXCLUDE USING btree (age WITH =);
