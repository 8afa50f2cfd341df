-- fixture: dialect=postgres phase=expand
ALTER TABLE made_elsewhere ALTER COLUMN a TYPE bigint;
