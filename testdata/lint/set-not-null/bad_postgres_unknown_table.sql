-- fixture: dialect=postgres phase=expand
ALTER TABLE made_elsewhere ALTER nick SET NOT NULL;
