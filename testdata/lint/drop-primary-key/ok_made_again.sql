-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint, email text, CONSTRAINT users_pkey PRIMARY KEY (id));
-- change:
ALTER TABLE users DROP CONSTRAINT users_pkey;
ALTER TABLE users ADD CONSTRAINT users_pkey PRIMARY KEY (id);
