-- fixture: dialect=postgres phase=contract
DO $$ BEGIN EXECUTE format('DROP TABLE %I', 'users'); END $$;
