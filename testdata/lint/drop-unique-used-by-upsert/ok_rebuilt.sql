-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE devices (id bigint PRIMARY KEY, kid text);
CREATE UNIQUE INDEX devices_kid_key ON devices (kid);
-- change:
ALTER TABLE devices RENAME TO devices_old;
DROP INDEX devices_kid_key;
CREATE TABLE devices (id bigint CONSTRAINT devices_new_pkey PRIMARY KEY, kid text);
CREATE UNIQUE INDEX devices_kid_key ON devices (kid);
INSERT INTO devices SELECT id, kid FROM devices_old;
DROP TABLE devices_old;
