-- fixture: dialect=postgres phase=expand
CREATE TABEL users (id bigint);
