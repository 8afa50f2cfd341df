-- fixture: dialect=mysql phase=expand
SET PERSIST sql_mode = '';
