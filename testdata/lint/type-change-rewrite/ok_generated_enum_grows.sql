-- fixture: dialect=mysql phase=expand
-- before:
CREATE TABLE jobs (id bigint PRIMARY KEY, value json, state enum('new', 'done') GENERATED ALWAYS AS (value ->> '$.state') STORED NOT NULL);
-- change:
ALTER TABLE jobs MODIFY state enum('new', 'done', 'late') GENERATED ALWAYS AS (value ->> '$.state') STORED NOT NULL;
