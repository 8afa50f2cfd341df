-- fixture: dialect=postgres phase=expand
CREATE TABLE t (a int, CONSTRAINT c CHECK (a > 0));
ALTER TABLE t DROP CONSTRAINT c;
