CREATE TABLE docs (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body text, data jsonb, words text[], length integer GENERATED ALWAYS AS (char_length(body)) STORED, at timestamptz);
CREATE UNIQUE INDEX one_body ON docs (lower(body));
CREATE UNIQUE INDEX some_at ON docs (at) WHERE body IS NOT NULL;
CREATE SCHEMA billing;
CREATE TABLE billing.bills (id bigint PRIMARY KEY, amount numeric(10,2), users integer);
