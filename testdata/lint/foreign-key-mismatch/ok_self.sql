-- fixture: dialect=postgres phase=expand
-- accepted
CREATE TABLE staff (id bigint PRIMARY KEY, boss bigint REFERENCES staff (id));
