-- fixture: dialect=postgres phase=contract
-- before:
CREATE TABLE stays (id bigint PRIMARY KEY, room int, during tsrange);
-- change:
ALTER TABLE stays ADD CONSTRAINT one_guest EXCLUDE USING gist (during WITH &&);
