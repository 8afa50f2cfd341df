-- fixture: dialect=postgres phase=expand
ALTER TABLE made_elsewhere ADD COLUMN y timestamptz DEFAULT clock_timestamp();
