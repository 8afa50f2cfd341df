-- fixture: dialect=postgres phase=expand
-- change:
ALTER TABLE {{ namespace }}.users ENABLE ROW LEVEL SECURITY;
