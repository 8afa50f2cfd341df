-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id serial PRIMARY KEY);
-- change:
SELECT setval('users_id_seq', (SELECT max(id) FROM users));
SELECT setval('users_id_seq', greatest(nextval('users_id_seq'), 1000));
