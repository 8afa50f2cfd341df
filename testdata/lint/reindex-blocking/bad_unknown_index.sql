-- fixture: dialect=postgres phase=expand
REINDEX INDEX somebodys_index;
