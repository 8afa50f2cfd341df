-- fixture: dialect=postgres phase=expand
CREATE TABLE visits (during tsrange);
ALTER TABLE visits ADD EXCLUDE USING gist (during WITH &&);
