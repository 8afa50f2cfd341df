-- fixture: dialect=mysql phase=expand
SET SESSION sql_mode = '';
