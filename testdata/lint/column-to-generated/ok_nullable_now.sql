-- fixture: dialect=mysql phase=expand
-- before:
CREATE TABLE logs (id bigint PRIMARY KEY, value json, job varchar(150) GENERATED ALWAYS AS (value ->> '$.job (1)') STORED NOT NULL);
-- change:
ALTER TABLE logs MODIFY job varchar(150) GENERATED ALWAYS AS (value ->> '$.job (1)') STORED;
