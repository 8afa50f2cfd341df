-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE volumes (id bigint PRIMARY KEY, state text, cache_id bigint, CONSTRAINT has_owner CHECK (((state = 'new') OR (cache_id IS NOT NULL))));
-- change:
ALTER TABLE volumes ADD COLUMN certs_id bigint, DROP CONSTRAINT has_owner, ADD CONSTRAINT has_owner CHECK (state = 'new' OR cache_id IS NOT NULL OR certs_id IS NOT NULL);
