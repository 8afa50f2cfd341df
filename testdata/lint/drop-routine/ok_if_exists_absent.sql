-- fixture: dialect=postgres phase=expand
DROP FUNCTION IF EXISTS nothing(int);
