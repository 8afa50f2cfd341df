-- fixture: dialect=mysql phase=expand
DROP DATABASE people;
