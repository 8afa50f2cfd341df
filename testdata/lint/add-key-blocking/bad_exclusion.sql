-- fixture: dialect=postgres phase=contract
-- before:
CREATE TABLE rooms (id bigint PRIMARY KEY, taken tsrange);
-- change:
ALTER TABLE rooms ADD CONSTRAINT one_at_a_time EXCLUDE USING gist (taken WITH &&);
