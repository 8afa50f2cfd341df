-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE events (id bigint PRIMARY KEY);
-- change:
CREATE PUBLICATION p FOR TABLE events;
