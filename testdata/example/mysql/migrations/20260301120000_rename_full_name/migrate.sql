-- sluice:backfill name=display_name
UPDATE users SET display_name = full_name WHERE NOT (display_name <=> full_name);
