{{ template "shared/v1.sql" . }}

---- create above / drop below ----
DROP VIEW v;
