SELECT 1;
--! include nowhere.sql
