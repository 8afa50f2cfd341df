-- fixture: dialect=postgres phase=expand
-- change:
ALTER TABLE {{ namespace }}.users ADD COLUMN low_email text GENERATED ALWAYS AS (lower(email)) STORED;
