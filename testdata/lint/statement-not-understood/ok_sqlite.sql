-- fixture: dialect=sqlite phase=expand
PRAGMA foreign_keys = OFF;
ANALYZE;
REINDEX;
VACUUM;
SELECT 1;
