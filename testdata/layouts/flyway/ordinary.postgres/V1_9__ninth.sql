CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE ${prefix}_log (id bigint PRIMARY KEY);
COMMENT ON TABLE users IS 'kept by ${owner}';
