-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE events (at timestamptz);
-- change:
CREATE PUBLICATION p FOR TABLE events;
ALTER TABLE events REPLICA IDENTITY NOTHING;
