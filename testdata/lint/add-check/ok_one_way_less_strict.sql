-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE workers (id bigint PRIMARY KEY, state text, addr text, url text, CONSTRAINT addr_when_running CHECK ((((state <> 'stalled'::text) AND (addr IS NOT NULL)) OR (((state = 'stalled'::text) OR (state = 'landed'::text)) AND (addr IS NULL)))));
-- change:
ALTER TABLE workers DROP CONSTRAINT addr_when_running, ADD CONSTRAINT addr_when_running CHECK (((state <> 'stalled'::text) AND ((addr IS NOT NULL) OR (url IS NOT NULL))) OR (state = 'stalled'::text) OR (state = 'landed'::text));
