-- fixture: dialect=postgres phase=expand
CREATE DOMAIN positive AS int;
ALTER DOMAIN positive ADD CHECK (VALUE > 0);
