-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE versions (id bigint PRIMARY KEY, crate_id bigint);
CREATE TABLE downloads (id bigint, version_id bigint, amount int, PRIMARY KEY (version_id));
CREATE TABLE days (id bigint PRIMARY KEY, version_id bigint);
CREATE MATERIALIZED VIEW recent AS SELECT crate_id, sum(downloads.amount) FROM downloads INNER JOIN versions ON downloads.version_id = versions.id JOIN days AS d ON d.id = versions.id GROUP BY crate_id;
-- change:
ALTER TABLE downloads DROP COLUMN id;
