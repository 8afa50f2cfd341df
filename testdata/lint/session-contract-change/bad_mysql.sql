-- fixture: dialect=mysql phase=expand
SET GLOBAL sql_mode = '';
SET @@GLOBAL.time_zone = '+00:00';
