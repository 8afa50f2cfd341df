-- sluice:backfill name=display_name
UPDATE users SET display_name = full_name WHERE display_name IS NOT full_name;
