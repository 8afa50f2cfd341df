CREATE TABLE docs (id bigint AUTO_INCREMENT PRIMARY KEY, body varchar(80), data json, secret int INVISIBLE, length int AS (char_length(body)), FULLTEXT KEY by_body (body));
