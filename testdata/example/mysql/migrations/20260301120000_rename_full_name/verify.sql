-- sluice:expect empty
SELECT id FROM users WHERE NOT (display_name <=> full_name);
