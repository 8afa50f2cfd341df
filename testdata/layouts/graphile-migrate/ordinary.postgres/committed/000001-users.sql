--! Previous: -
--! Hash: sha1:0000000000000000000000000000000000000000

CREATE TABLE users (id bigint PRIMARY KEY, of app_public.role DEFAULT NULL::app_public.role);
GRANT SELECT ON users TO :DATABASE_VISITOR;
