-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE notes (id bigint PRIMARY KEY, sort text, CONSTRAINT known_sort CHECK (sort IN ('note', 'task')));
-- change:
ALTER TABLE notes DROP CONSTRAINT known_sort, ADD CONSTRAINT known_sort CHECK (sort IN ('note'));
