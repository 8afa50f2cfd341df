-- fixture: dialect=mysql phase=expand
CALL rebuild_everything();
