-- fixture: dialect=postgres phase=expand
ALTER ROLE web SET search_path = billing;
ALTER DATABASE shop SET timezone = 'UTC';
