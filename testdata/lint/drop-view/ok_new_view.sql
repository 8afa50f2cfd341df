-- fixture: dialect=sqlite phase=expand
CREATE VIEW one AS SELECT 1;
DROP VIEW one;
