CREATE TABLE docs (id INTEGER PRIMARY KEY, body TEXT, data TEXT, length INTEGER AS (length(body)));
CREATE TABLE pairs (a TEXT, b TEXT, UNIQUE (a, b));
