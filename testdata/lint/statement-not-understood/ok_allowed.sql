-- fixture: dialect=postgres phase=expand
-- sluice:allow statement-not-understood reason="gives rights to a role that nobody uses yet"
ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO reader;
