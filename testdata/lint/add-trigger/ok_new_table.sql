-- fixture: dialect=sqlite phase=expand
CREATE TABLE t (a int);
CREATE TRIGGER forbid BEFORE DELETE ON t BEGIN SELECT RAISE(ABORT, 'no'); END;
