-- fixture: dialect=postgres phase=expand
ALTER TABLE made_elsewhere DROP COLUMN nick;
