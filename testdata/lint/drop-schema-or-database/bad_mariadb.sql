-- fixture: dialect=mariadb phase=expand
DROP SCHEMA people;
