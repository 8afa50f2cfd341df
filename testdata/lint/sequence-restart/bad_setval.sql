-- fixture: dialect=postgres phase=expand
-- before:
CREATE SEQUENCE numbers;
CREATE TABLE users (id serial PRIMARY KEY);
-- change:
SELECT setval('numbers', 1);
SELECT pg_catalog.setval('public.users_id_seq'::regclass, 7, true);
