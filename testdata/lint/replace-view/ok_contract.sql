-- fixture: dialect=mysql phase=contract
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, full_name varchar(80) NOT NULL, nick varchar(80));
CREATE VIEW names AS SELECT id, full_name FROM users;
-- change:
CREATE OR REPLACE VIEW names AS SELECT id FROM users;
