-- fixture: dialect=sqlite phase=expand
-- accepted
-- before:
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
INSERT INTO users VALUES (1, 'a');
-- change:
ALTER TABLE users ADD COLUMN nick TEXT NOT NULL DEFAULT 'none';
ALTER TABLE users ADD COLUMN age INTEGER;
ALTER TABLE users ADD COLUMN boss INTEGER REFERENCES users (id);
ALTER TABLE users ADD COLUMN upper_name TEXT GENERATED ALWAYS AS (upper(name)) VIRTUAL;
ALTER TABLE users ADD COLUMN low INTEGER DEFAULT -1;
