-- +goose Up
SELECT 1;
  -- not one
-- +goose Dwon
SELECT 2;
