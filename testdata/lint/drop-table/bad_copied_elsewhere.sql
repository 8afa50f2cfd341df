-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE sessions (id bigint PRIMARY KEY, client text NOT NULL, until timestamptz);
CREATE TABLE consents (client text NOT NULL, until timestamptz);
-- change:
INSERT INTO consents (client, until) SELECT client, until FROM sessions;
DROP TABLE sessions;
CREATE TABLE sessions (id bigint PRIMARY KEY, client text NOT NULL);
