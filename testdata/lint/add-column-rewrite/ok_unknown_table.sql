-- fixture: dialect=postgres phase=expand
ALTER TABLE made_elsewhere ADD COLUMN y text DEFAULT 'none';
