-- fixture: dialect=postgres phase=expand
CREATE SEQUENCE numbers;
SELECT setval('numbers', 100);
CREATE TABLE users (id serial PRIMARY KEY);
SELECT pg_catalog.setval('public.users_id_seq', 7, true);
