-- fixture: dialect=postgres phase=expand
DO $$ BEGIN EXECUTE 'DROP TABLE users'; END $$;
REVOKE SELECT ON users FROM web;
