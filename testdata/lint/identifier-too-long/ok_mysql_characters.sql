-- fixture: dialect=mysql phase=expand
-- accepted
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, email varchar(50));
-- change:
CREATE INDEX äöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüä ON users (email);
