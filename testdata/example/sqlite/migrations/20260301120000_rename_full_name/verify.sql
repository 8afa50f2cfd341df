-- sluice:expect empty
SELECT id FROM users WHERE display_name IS NOT full_name;
