-- atlas:txmode never
SELECT 1;
