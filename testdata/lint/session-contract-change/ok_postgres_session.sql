-- fixture: dialect=postgres phase=expand
SET search_path = public;
