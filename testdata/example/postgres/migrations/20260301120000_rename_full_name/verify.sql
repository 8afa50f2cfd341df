-- sluice:expect empty
SELECT id FROM users WHERE display_name IS DISTINCT FROM full_name;
