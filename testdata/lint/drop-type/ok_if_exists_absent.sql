-- fixture: dialect=postgres phase=expand
DROP TYPE IF EXISTS mood;
