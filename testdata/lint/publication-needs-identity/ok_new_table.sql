-- fixture: dialect=postgres phase=expand
CREATE TABLE events (at timestamptz);
CREATE PUBLICATION p FOR TABLE events;
