-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE versions (id bigint PRIMARY KEY, crate_id bigint);
CREATE TABLE downloads (id bigint, version_id bigint, amount int);
CREATE VIEW recent AS SELECT v.crate_id, x.id AS download_id FROM downloads AS x JOIN versions v ON x.version_id = v.id;
-- change:
ALTER TABLE downloads DROP COLUMN id;
