-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE history (id bigint PRIMARY KEY);
CREATE SCHEMA billing;
CREATE TABLE billing.history (id bigint PRIMARY KEY);
CREATE FUNCTION log_it() RETURNS void LANGUAGE plpgsql AS 'BEGIN INSERT INTO history VALUES (1); END';
-- change:
DROP TABLE billing.history;
