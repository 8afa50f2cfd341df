-- fixture: dialect=mysql phase=expand
ALTER TABLE made_elsewhere ADD COLUMN y int AS (a * 2) STORED;
