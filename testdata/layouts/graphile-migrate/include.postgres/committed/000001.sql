--! Previous: -
--! Hash: sha1:0
SELECT 1;
