-- fixture: dialect=postgres phase=expand
-- sluice:allow statement-not-understood reason="a role that nobody uses yet"
ALTER ROLE reader NOLOGIN;
