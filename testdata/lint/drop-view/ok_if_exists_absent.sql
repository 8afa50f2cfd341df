-- fixture: dialect=mysql phase=expand
DROP VIEW IF EXISTS nothing;
