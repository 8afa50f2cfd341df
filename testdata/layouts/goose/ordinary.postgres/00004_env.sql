-- +goose Up
-- +goose ENVSUB ON
CREATE TABLE ${PREFIX}_things (id bigint PRIMARY KEY);
-- +goose ENVSUB OFF
ALTER TABLE users ADD COLUMN nick text;
